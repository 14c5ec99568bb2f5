import { Button, Group, Stack, Tabs, Title } from '@mantine/core'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { PartitionDetail } from '../../../../pipeline/contract'
import { useCall, useJobRunner } from '../../../bridge'
import { backfillLink, Digest, ErrorPanel, formatBytes, formatCount, StateLabel, TableSkeleton } from '../../../ui'
import styles from '../lake.module.css'
import { heldShare } from '../grid/cell-words'
import { Facts } from '../shared/Facts'
import { Instant } from '../shared/Instant'
import { LakeLink } from '../shared/LakeLink'
import { JobOutcome } from '../shared/JobOutcome'
import { datasetPath, lakePath } from '../shared/paths'
import { QuarantineGrid } from '../shared/QuarantineGrid'
import { RowsGrid } from '../shared/RowsGrid'
import { SimulatedLabel } from '../shared/SimulatedLabel'
import { staleReason } from '../shared/stale-reason'
import { undoPartition } from '../shared/undo-plan'
import { useTab } from '../shared/use-tab'
import { useUndo } from '../shared/use-undo'
import { FilesTab } from './FilesTab'
import { InputsTab } from './InputsTab'
import { RunsTab } from './RunsTab'
import { VersionsTab } from './VersionsTab'

const tabs = ['rows', 'versions', 'files', 'inputs', 'quarantine', 'runs'] as const

/** One partition: what it holds now, how it came to be, and what it was before. */
export function PartitionScreen() {
  const { name = '', dt = '' } = useParams()
  const { value: detail, error, slow, reload } = useCall('lake.partition', { name, dt }, { follow: name })
  return (
    <div className={styles.page}>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} actions={<LakeLink />} />}
      {slow ? <TableSkeleton rows={14} /> : null}
      {detail === undefined ? null : <Loaded key={`${name} ${dt}`} detail={detail} />}
    </div>
  )
}

function Loaded({ detail }: { detail: PartitionDetail }) {
  const { t } = useTranslation()
  const { dataset: name, partition } = detail
  const [tab, openTab] = useTab(tabs)
  const load = useJobRunner('load')
  const undo = useUndo()
  const plan = undoPartition(detail)
  const { dt, quarantined } = partition
  const span = dt === 'all' ? {} : { from: dt, to: dt }
  return (
    <>
      <PartitionHeader
        detail={detail}
        actions={
          <>
            <Button
              variant="default"
              data-sheet="KeyU"
              leftSection={<IconArrowBackUp size={14} />}
              disabled={plan === undefined}
              onClick={() => (plan === undefined ? undefined : undo.ask(plan))}
            >
              {t('lake.selection.undo')}
            </Button>
            <Button
              variant="default"
              component={Link}
              to={backfillLink({ dataset: name, ...span, only: 'all' })}
              data-sheet="KeyB"
            >
              {t('lake.selection.backfill')}
            </Button>
            <Button leftSection={<IconDownload size={14} />} loading={load.busy} onClick={() => load.start({ name, ...span })}>
              {t('lake.partition.load')}
            </Button>
          </>
        }
      />
      {partition.error === undefined ? null : <ErrorPanel error={partition.error} safe={t('lake.partition.before')} />}
      <JobOutcome runner={load} />
      <JobOutcome runner={undo.runner} />
      <Tabs value={tab} onChange={openTab} className={styles.tabs ?? ''}>
        <Tabs.List>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`lake.tab.${one}`)}
              {one === 'quarantine' && quarantined > 0 ? <span className={styles.badge}>{formatCount(quarantined)}</span> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={styles.panel ?? ''}>
          {tab === 'rows' ? (
            <div className={`panel ${styles.fill ?? ''}`} style={{ height: '100%' }}>
              <RowsGrid name={name} dt={dt} />
            </div>
          ) : null}
          {tab === 'versions' ? <VersionsTab detail={detail} /> : null}
          {tab === 'files' ? <FilesTab files={detail.files} /> : null}
          {tab === 'inputs' ? <InputsTab inputs={detail.inputs} /> : null}
          {tab === 'quarantine' ? <QuarantineGrid name={name} dt={dt} /> : null}
          {tab === 'runs' ? <RunsTab name={name} dt={dt} /> : null}
        </Tabs.Panel>
      </Tabs>
      {undo.dialog}
    </>
  )
}

function PartitionHeader({ detail, actions }: { detail: PartitionDetail; actions: React.ReactNode }) {
  const { t } = useTranslation()
  const { dataset: name, partition } = detail
  const { value: dataset } = useCall('datasets.get', { name }, { follow: name })
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="lg">
        <div className={styles.crumbs}>
          <Link to={lakePath}>{t('lake.title')}</Link>
          <span className="muted">/</span>
          <Link to={datasetPath(name)}>{name}</Link>
          <span className="muted">/</span>
          <Title order={1} className="tabular">
            {partition.dt === 'all' ? t('lake.partition.whole') : partition.dt}
          </Title>
          <StateLabel state={partition.state} share={heldShare(partition)} />
          <span className="muted">{staleReason(partition, t)}</span>
          {dataset?.summary.simulated === true ? <SimulatedLabel /> : null}
        </div>
        <Group gap="sm" wrap="nowrap">
          {actions}
        </Group>
      </Group>
      <Facts
        items={[
          { name: t('lake.column.rows'), value: formatCount(partition.rows) },
          { name: t('lake.column.bytes'), value: formatBytes(partition.bytes) },
          { name: t('lake.column.files'), value: formatCount(partition.files) },
          { name: t('lake.column.version'), value: partition.version === null ? '–' : `v${partition.version}` },
          { name: t('lake.column.writtenAt'), value: <Instant at={partition.writtenAt} /> },
          { name: t('lake.column.digest'), value: <Digest value={partition.digest} /> }
        ]}
      />
    </Stack>
  )
}
