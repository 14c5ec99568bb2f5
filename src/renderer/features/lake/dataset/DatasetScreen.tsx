import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { isDerived, type DatasetDetail } from '../../../../pipeline/contract'
import { useCall, useJobRunner } from '../../../bridge'
import { ErrorPanel, formatCount, TableSkeleton } from '../../../ui'
import styles from '../lake.module.css'
import { LakeLink } from '../shared/LakeLink'
import { JobOutcome } from '../shared/JobOutcome'
import { QuarantineGrid } from '../shared/QuarantineGrid'
import { useTab } from '../shared/use-tab'
import { useUndo } from '../shared/use-undo'
import { QualityTab } from './checks/QualityTab'
import { DeliveriesTab } from './deliveries/DeliveriesTab'
import { DatasetHeader } from './DatasetHeader'
import { HistoryTab } from './HistoryTab'
import { LineageTab } from '../lineage/LineageTab'
import { PartitionsTab } from './PartitionsTab'
import { QueryTab } from './QueryTab'
import { RowsTab } from './RowsTab'
import { SchemaTab } from './SchemaTab'

const tabs = ['partitions', 'rows', 'schema', 'quality', 'quarantine', 'history', 'lineage', 'deliveries'] as const
const derivedTabs = [...tabs, 'query'] as const

/** One dataset: what lies in it by partition, its rows, columns, refused rows and commits. */
export function DatasetScreen() {
  const { name = '' } = useParams()
  const { value: detail, error, slow, reload } = useCall('datasets.get', { name }, { follow: name })
  return (
    <div className={styles.page}>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} actions={<LakeLink />} />}
      {slow ? <TableSkeleton rows={14} /> : null}
      {detail === undefined ? null : <Loaded key={name} detail={detail} />}
    </div>
  )
}

function Loaded({ detail }: { detail: DatasetDetail }) {
  const { t } = useTranslation()
  const { name } = detail.spec
  const shown = isDerived(detail.spec) ? derivedTabs : tabs
  const [tab, openTab] = useTab<(typeof derivedTabs)[number]>(shown)
  const load = useJobRunner('load')
  const undo = useUndo()
  const { quarantined } = detail.summary
  return (
    <>
      <DatasetHeader detail={detail} onLoad={() => load.start({ name })} loading={load.busy} />
      {detail.summary.error === undefined ? null : <ErrorPanel error={detail.summary.error} />}
      <JobOutcome runner={load} />
      <JobOutcome runner={undo.runner} />
      <Tabs value={tab} onChange={openTab} className={styles.tabs ?? ''}>
        <Tabs.List>
          {shown.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`lake.tab.${one}`)}
              {one === 'quarantine' && quarantined > 0 ? <span className={styles.badge}>{formatCount(quarantined)}</span> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={styles.panel ?? ''}>
          {tab === 'partitions' ? (
            <PartitionsTab
              detail={detail}
              onLoad={(range) => load.start({ name, ...range })}
              loading={load.busy}
              onUndo={undo.ask}
            />
          ) : null}
          {tab === 'rows' ? <RowsTab summary={detail.summary} /> : null}
          {tab === 'schema' ? <SchemaTab detail={detail} /> : null}
          {tab === 'quality' ? <QualityTab detail={detail} /> : null}
          {tab === 'quarantine' ? <QuarantineGrid name={name} /> : null}
          {tab === 'history' ? <HistoryTab name={name} onUndo={undo.ask} /> : null}
          {tab === 'lineage' ? <LineageTab name={name} /> : null}
          {tab === 'deliveries' ? <DeliveriesTab detail={detail} /> : null}
          {tab === 'query' && isDerived(detail.spec) ? <QueryTab sql={detail.spec.derive.sql} /> : null}
        </Tabs.Panel>
      </Tabs>
      {undo.dialog}
    </>
  )
}
