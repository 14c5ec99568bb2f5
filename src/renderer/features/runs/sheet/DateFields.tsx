import { Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackfillPlan, BackfillSelection } from '../../../../pipeline/contract'

interface Props {
  selection: BackfillSelection
  plan: BackfillPlan | undefined
  change: (changes: Readonly<Record<string, string | undefined>>) => void
}

const isPartition = (text: string): boolean => /^\d{4}-\d{2}(-\d{2})?$/.test(text)
const isRange = (from: string, to: string): boolean =>
  isPartition(from) && isPartition(to) && from.length === to.length && from <= to

/** Both ends as they are asked for, else those of what is known. */
const endsOf = (selection: BackfillSelection, plan: BackfillPlan | undefined): { from: string; to: string } => ({
  from: selection.from ?? plan?.from ?? '',
  to: selection.to ?? plan?.to ?? ''
})

/** Both ends as text: Enter or leaving both fields makes a new plan. */
export function DateFields({ selection, plan, change }: Props) {
  const { t } = useTranslation()
  const ends = endsOf(selection, plan)
  const [from, setFrom] = useState(ends.from)
  const [to, setTo] = useState(ends.to)
  const wrong = isRange(from, to) ? undefined : t('backfill.wrongRange')
  const untouched = from === ends.from && to === ends.to
  const commit = (): void => {
    if (wrong === undefined && !untouched) change({ from, to, dts: undefined })
  }
  const field = (label: string, value: string, set: (value: string) => void) => (
    <TextInput
      label={label}
      w={108}
      value={value}
      error={wrong !== undefined && !untouched}
      onChange={(event) => set(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
      }}
      title={untouched ? undefined : wrong}
      classNames={{ input: 'tabular' }}
    />
  )
  return (
    <Group
      gap={8}
      align="end"
      // Between the two fields nothing is asked for yet.
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) commit()
      }}
    >
      {field(t('backfill.policy.from'), from, setFrom)}
      {field(t('backfill.policy.to'), to, setTo)}
    </Group>
  )
}
