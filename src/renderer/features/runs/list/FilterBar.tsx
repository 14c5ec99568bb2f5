import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runStates } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { ranges, runKinds, triggers } from './filter'
import type { Filtering } from './use-filter'

/** How long typing may pause before it is searched, in ms. */
const TYPING_MS = 250

/** Range, dataset, state, kind, trigger, who, words; all of it in the address. */
export function FilterBar({ filtering, view }: { filtering: Filtering; view: 'timeline' | 'table' | 'backfills' | 'trend' }) {
  const { t } = useTranslation()
  const { get, set } = filtering
  const { value: datasets = [] } = useCall('datasets.list', {}, { follow: '*' })
  const names = datasets.map(({ name }) => name)
  const choice = (key: 'state' | 'kind' | 'trigger', width: number, values: readonly { value: string; label: string }[]) => (
    <Select
      aria-label={t(`runs.filter.${key}`)}
      placeholder={t(`runs.filter.${key}`)}
      w={width}
      clearable
      value={get(key) === '' ? null : get(key)}
      data={[...values]}
      onChange={(value) => set({ [key]: value ?? undefined })}
    />
  )
  const dataset = (
    <Select
      aria-label={t('runs.filter.dataset')}
      placeholder={t('runs.filter.dataset')}
      w={view === 'trend' || view === 'backfills' ? 220 : 124}
      clearable
      searchable
      value={get('dataset') === '' ? null : get('dataset')}
      data={names}
      onChange={(value) => set({ dataset: value ?? undefined })}
    />
  )
  if (view === 'trend' || view === 'backfills') return dataset
  return (
    <>
      <RangeSelect filtering={filtering} all={view === 'table'} />
      {dataset}
      {choice(
        'state',
        96,
        runStates.map((value) => ({ value, label: t(`runs.state.${value}`) }))
      )}
      {choice(
        'kind',
        92,
        runKinds.map((value) => ({ value, label: t(`runs.kind.${value}`) }))
      )}
      {choice(
        'trigger',
        96,
        triggers.map((value) => ({ value, label: t(`runs.trigger.${value}`) }))
      )}
      {get('by') === '' ? null : <TypedFilter name="by" filtering={filtering} style={{ width: 96 }} />}
      <TypedFilter name="q" filtering={filtering} style={{ flex: '1 1 90px', maxWidth: 280 }} icon />
      {view === 'table' ? (
        <Select
          aria-label={t('runs.filter.group')}
          placeholder={t('runs.filter.group')}
          w={100}
          clearable
          value={get('group') === '' ? null : get('group')}
          data={(['dataset', 'day'] as const).map((value) => ({ value, label: t(`runs.group.${value}`) }))}
          onChange={(value) => set({ group: value ?? undefined })}
        />
      ) : null}
    </>
  )
}

/** How far back, or the one day that was opened from the groups. */
function RangeSelect({ filtering: { range, day, set }, all }: { filtering: Filtering; all: boolean }) {
  const { t } = useTranslation()
  const choices: { value: string; label: string }[] = ranges
    .filter((one) => all || one !== 'all')
    .map((value) => ({ value, label: t(`runs.range.${value}`) }))
  return (
    <Select
      aria-label={t('runs.filter.range')}
      w={112}
      allowDeselect={false}
      value={day === undefined ? range : day}
      data={day === undefined ? choices : [{ value: day, label: day }, ...choices]}
      onChange={(value) => {
        if (value !== day) set({ day: undefined, range: value === '7d' ? undefined : (value ?? undefined) })
      }}
    />
  )
}

interface TypedProps {
  name: 'by' | 'q'
  filtering: Filtering
  style: React.CSSProperties
  icon?: boolean
}

function TypedFilter({ name, filtering, style, icon = false }: TypedProps) {
  const { t } = useTranslation()
  const asked = filtering.get(name)
  const [text, setText] = useState(asked)
  const [seen, setSeen] = useState(asked)
  // The address may change without typing, as by going back.
  if (asked !== seen) {
    setSeen(asked)
    if (asked !== text.trim()) setText(asked)
  }
  const search = useDebouncedCallback((value: string) => filtering.set({ [name]: value.trim() }), TYPING_MS)
  return (
    <TextInput
      aria-label={t(`runs.filter.${name}`)}
      placeholder={t(`runs.filter.${name}`)}
      style={style}
      value={text}
      leftSection={icon ? <IconSearch size={14} aria-hidden /> : undefined}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}
