import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { datasetName, type DatasetSpec } from '../../../pipeline/contract'
import type { FieldsProps } from './AskFields'
import styles from './collect.module.css'
import { Panel } from './Panel'

const dateLike = /^(date|datetime|timestamp)$/
const modes = ['full', 'incremental'] as const
const grains = ['day', 'month'] as const

/** What the dataset will be; schedule, checks and the rest stand in the dataset file. */
export function ShapeFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const name = datasetName.safeParse(draft.name)
  const set = (patch: Partial<DatasetSpec>): void => onChange({ ...draft, ...patch })
  return (
    <Panel title={t('collect.shape.title')}>
      <div className={styles.form}>
        <TextInput
          label={t('collect.shape.name')}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={name.success ? undefined : t('collect.shape.nameRule')}
          spellCheck={false}
        />
        <Select
          label={t('collect.shape.mode')}
          data={modes.map((value) => ({ value, label: t(`collect.shape.modes.${value}`) }))}
          value={draft.mode}
          allowDeselect={false}
          onChange={(mode) => set({ mode: modes.find((one) => one === mode) ?? 'full' })}
        />
        <MultiSelect
          label={t('collect.shape.key')}
          data={draft.columns.map((column) => column.name)}
          value={draft.primaryKey}
          onChange={(primaryKey) => set({ primaryKey })}
          searchable
        />
        <PartitionSelect draft={draft} onChange={onChange} />
      </div>
    </Panel>
  )
}

/** Date-like columns by day and by month; what the dataset file has otherwise stays as it is. */
function PartitionSelect({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const { columns, partition } = draft
  const value = partition === undefined ? null : `${partition.columns.join(' + ')} ${partition.grain}`
  const choices = columns
    .filter(({ type }) => dateLike.test(type))
    .flatMap(({ name }) =>
      grains.map((grain) => ({
        value: `${name} ${grain}`,
        label: `${name} · ${t(`collect.ask.intervals.${grain}`)}`,
        name,
        grain
      }))
    )
  const own = value === null || choices.some((choice) => choice.value === value) ? [] : [{ value, label: value }]
  return (
    <Select
      label={t('collect.shape.partition')}
      placeholder={t('collect.shape.none')}
      data={[...own, ...choices.map((choice) => ({ value: choice.value, label: choice.label }))]}
      value={value}
      clearable
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next)
        if (next === null) onChange({ ...draft, partition: undefined })
        else if (chosen !== undefined) onChange({ ...draft, partition: { columns: [chosen.name], grain: chosen.grain } })
      }}
    />
  )
}
