import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Grain, Partition } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { backfillLink, ErrorPanel, formatBytes, formatCount } from '../../../ui'
import type { DtRange } from '../grid/range'
import styles from '../lake.module.css'
import { Facts } from '../shared/Facts'
import { StateCounts } from '../shared/StateCounts'
import { partitionPath } from '../shared/paths'
import { lastChange, undoCommit, type UndoPlan } from '../shared/undo-plan'
import { RangeInput } from './RangeInput'
import { statesOf, summarise, versionSpan } from './selection'

interface Props {
  name: string
  grain: Grain | null
  /** Made from others: it has no source to load. */
  derived: boolean
  partitions: readonly Partition[]
  range: DtRange | null
  loading: boolean
  onSelect: (range: DtRange | null) => void
  onLoad: (range: DtRange | undefined) => void
  onUndo: (plan: UndoPlan) => void
}

/** What is selected and what can be done with it; without a selection, how to make one. */
export function SelectionPanel({ name, grain, derived, partitions, range, onSelect, ...actions }: Props) {
  const { t } = useTranslation()
  return (
    <section className={`panel ${styles.pad ?? ''}`} aria-label={t('lake.selection.label')}>
      <Stack gap="md">
        {grain === null ? null : <RangeInput grain={grain} range={range} onSelect={onSelect} />}
        {range === null ? (
          <Text c="dimmed">{t('lake.selection.how')}</Text>
        ) : (
          <Selected name={name} grain={grain} derived={derived} partitions={partitions} range={range} {...actions} />
        )}
      </Stack>
    </section>
  )
}

type SelectedProps = Omit<Props, 'onSelect' | 'range'> & { range: DtRange }

function Selected({ name, grain, derived, partitions, range, loading, onLoad, onUndo }: SelectedProps) {
  const { t } = useTranslation()
  const history = useCall('lake.history', { name }, { follow: name })
  const summary = summarise(partitions, range)
  const change = lastChange(history.value ?? [], range)
  const plan = change === undefined ? undefined : undoCommit(name, change, range)
  const count = summary.partitions.length
  const [only] = count === 1 ? summary.partitions : []
  return (
    <Stack gap="md" aria-live="polite">
      <Stack gap="sm">
        <strong className="strong tabular">{range.from === range.to ? range.from : `${range.from} … ${range.to}`}</strong>
        <Facts
          stacked
          items={[
            { name: t('lake.column.partitions'), value: formatCount(count) },
            { name: t('lake.column.states'), value: <StateCounts states={statesOf(summary)} /> },
            { name: t('lake.column.rows'), value: formatCount(summary.rows) },
            { name: t('lake.column.bytes'), value: formatBytes(summary.bytes) },
            { name: t('lake.column.version'), value: versionSpan(summary) }
          ]}
        />
      </Stack>
      <Group gap="sm">
        <Button component={Link} to={backfillLink({ dataset: name, ...(grain === null ? {} : range) })}>
          {t('lake.selection.backfill')}
        </Button>
        {derived ? null : (
          <Button variant="default" onClick={() => onLoad(grain === null ? undefined : range)} loading={loading}>
            {t('lake.selection.load')}
          </Button>
        )}
        {only === undefined ? null : (
          <Button variant="default" component={Link} to={partitionPath(name, only.dt)}>
            {t('common.open')}
          </Button>
        )}
        {only === undefined || only.version === null ? null : (
          <Button variant="default" component={Link} to={partitionPath(name, only.dt, { tab: 'versions' })}>
            {t('lake.selection.compare')}
          </Button>
        )}
        <Button
          variant="default"
          data-sheet="KeyU"
          disabled={plan === undefined}
          onClick={() => (plan === undefined ? undefined : onUndo(plan))}
        >
          {t('lake.selection.undo')}
        </Button>
      </Group>
      {history.error === undefined ? null : <ErrorPanel error={history.error} onRetry={history.reload} />}
    </Stack>
  )
}
