import { Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { isDerived, type DatasetDetail, type Partition } from '../../../../pipeline/contract'
import { useCall, useMinute } from '../../../bridge'
import { EmptyState, ErrorPanel, formatInstant, TableSkeleton } from '../../../ui'
import { Legend } from '../grid/Legend'
import { PartitionGrid } from '../grid/PartitionGrid'
import { peersOf } from '../grid/peers'
import type { DtRange } from '../grid/range'
import { gridModel } from '../grid/slots'
import styles from '../lake.module.css'
import { partitionPath } from '../shared/paths'
import type { UndoPlan } from '../shared/undo-plan'
import { PartitionTable } from './PartitionTable'
import { SelectionPanel } from './SelectionPanel'
import { useHolidays } from './use-holidays'
import { useRange } from './use-range'

interface Props {
  detail: DatasetDetail
  loading: boolean
  onLoad: (range: DtRange | undefined) => void
  onUndo: (plan: UndoPlan) => void
}

/** The partitions in time and as a table, with one selection for both. */
export function PartitionsTab(props: Props) {
  const { t } = useTranslation()
  const { name } = props.detail.spec
  const { value: partitions, error, slow, reload } = useCall('lake.partitions', { name }, { follow: name })
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (partitions === undefined) return slow ? <TableSkeleton rows={12} /> : null
  if (partitions.length === 0) return <EmptyState sentence={t('lake.dataset.nothingLoaded')} />
  return <Partitions {...props} partitions={partitions} />
}

function Partitions({ detail, partitions, loading, onLoad, onUndo }: Props & { partitions: readonly Partition[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { spec, summary } = detail
  const holidays = useHolidays(spec, partitions)
  const minute = useMinute()
  const today = minute === undefined ? undefined : formatInstant(new Date(minute).toISOString(), spec.zone).slice(0, 10)
  const [range, setRange] = useRange()
  const model = useMemo(() => gridModel(partitions, summary.grain, holidays, today), [partitions, summary.grain, holidays, today])
  const peers = useMemo(() => peersOf(partitions), [partitions])
  return (
    <Stack gap="md" h="100%">
      <div className={styles.split}>
        <section className={`panel ${styles.pad ?? ''}`}>
          <PartitionGrid
            model={model}
            peers={peers}
            range={range}
            label={t('lake.grid.label', { name: spec.name })}
            onSelect={setRange}
            onOpen={(dt) => void navigate(partitionPath(spec.name, dt))}
          />
          <Legend partitions={partitions} peers={peers} model={model} />
        </section>
        <SelectionPanel
          key={`${range?.from ?? ''} ${range?.to ?? ''}`}
          name={spec.name}
          grain={summary.grain}
          derived={isDerived(spec)}
          partitions={partitions}
          range={range}
          loading={loading}
          onSelect={setRange}
          onLoad={onLoad}
          onUndo={onUndo}
        />
      </div>
      <PartitionTable name={spec.name} partitions={partitions} peers={peers} range={range} onSelect={setRange} />
    </Stack>
  )
}
