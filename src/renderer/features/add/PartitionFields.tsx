import { MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DatasetSpec, Grain } from '../../../pipeline/contract'
import { shape } from './store'

const grains = ['day', 'month'] as const

/** By which date rows are divided: one date-like column, or a year and a month column. */
export function PartitionFields({ draft }: { draft: DatasetSpec }) {
  const { t } = useTranslation()
  const chosen = draft.partition?.columns ?? []
  const grain = draft.partition?.grain ?? 'month'
  const set = (columns: string[], next: Grain): void =>
    shape({ partition: columns.length === 0 ? undefined : { columns, grain: columns.length === 2 ? 'month' : next } })
  return (
    <>
      <MultiSelect
        label={t('add.shape.partition')}
        placeholder={chosen.length === 0 ? t('add.shape.partitionNone') : ''}
        data={draft.columns.filter(({ type }) => divisible.test(type)).map(({ name }) => name)}
        value={chosen}
        maxValues={2}
        onChange={(columns) => set(columns, grain)}
        searchable
        clearable
      />
      {chosen.length === 1 ? (
        <Select
          label={t('add.shape.grain')}
          data={grains.map((value) => ({ value, label: t(`add.shape.grains.${value}`) }))}
          value={grain}
          allowDeselect={false}
          onChange={(value) => set([...chosen], value === 'day' ? 'day' : 'month')}
        />
      ) : null}
    </>
  )
}

/** Types that hold a date, or a year and a month as numbers or text. */
const divisible = /^(date|datetime|timestamp|integer|text)$/
