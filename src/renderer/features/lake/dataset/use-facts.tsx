import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { DatasetDetail, DatasetGraph, DatasetSpec, GraphNode } from '../../../../pipeline/contract'
import { useCall, useOverview } from '../../../bridge'
import { formatBytes, formatCount, scheduleText } from '../../../ui'
import styles from '../shared/cells.module.css'
import { nodeWords } from '../lineage/node-words'
import { Instant } from '../shared/Instant'
import { datasetPath } from '../shared/paths'

interface Fact {
  name: string
  value: ReactNode
}

/** What the dataset holds, how new it is and when more is expected. */
export function useStoredFacts({ summary, spec }: DatasetDetail): Fact[] {
  const { t } = useTranslation()
  const { value: overview } = useOverview()
  const row = overview?.rows.find(({ dataset }) => dataset === spec.name)
  const current = row?.current ?? null
  const waiting = current?.arrivedAt === null ? current.expectedBy : null
  const due = waiting ?? row?.nextAt ?? null
  return [
    ...(summary.lastDt === null || summary.lastDt === 'all' ? [] : [{ name: t('lake.fact.asOf'), value: summary.lastDt }]),
    ...(due === null
      ? []
      : [{ name: waiting === null ? t('lake.fact.next') : t('lake.fact.expected'), value: <Instant at={due} /> }]),
    { name: t('lake.column.rows'), value: formatCount(summary.rows) },
    { name: t('lake.column.bytes'), value: formatBytes(summary.bytes) },
    { name: t('lake.column.partitions'), value: formatCount(summary.partitions) },
    { name: t('lake.column.version'), value: summary.version === null ? '–' : `v${summary.version}` },
    { name: t('lake.column.writtenAt'), value: <Instant at={summary.writtenAt} /> }
  ]
}

/** Where it stands in the flow: schedule, stage, what it is made from, what is made of it. */
export function useFlowFacts(spec: DatasetSpec): Fact[] {
  const { t } = useTranslation()
  const { value: graph } = useCall('graph.get', {}, { follow: '*' })
  const node = graph?.nodes.find(({ dataset }) => dataset === spec.name)
  const before = neighbours(graph, spec.name, 'from')
  const after = neighbours(graph, spec.name, 'to')
  return [
    ...(spec.schedule === undefined ? [] : [{ name: t('lake.fact.schedule'), value: scheduleText(spec.schedule, t) }]),
    ...(node === undefined ? [] : [{ name: t('lake.fact.stage'), value: t(`lake.stage.${node.stage}`) }]),
    ...(spec.owner === undefined ? [] : [{ name: t('lake.fact.owner'), value: spec.owner }]),
    ...(before.length === 0 ? [] : [{ name: t('lake.fact.madeFrom'), value: <Neighbours nodes={before} /> }]),
    ...(after.length === 0 ? [] : [{ name: t('lake.fact.feeds'), value: <Neighbours nodes={after} /> }])
  ]
}

function neighbours(graph: DatasetGraph | undefined, name: string, side: 'from' | 'to'): GraphNode[] {
  if (graph === undefined) return []
  const other = side === 'from' ? 'to' : 'from'
  const ids = new Set(graph.edges.filter((edge) => edge[other] === name).map((edge) => edge[side]))
  return graph.nodes.filter(({ id }) => ids.has(id))
}

/** Datasets as links, sources by the last part of their location. */
function Neighbours({ nodes }: { nodes: readonly GraphNode[] }) {
  return (
    <span className={styles.neighbours}>
      {nodes.map(({ id, dataset, label }) =>
        dataset === null ? (
          <span key={id} title={label}>
            {nodeWords({ dataset, label })}
          </span>
        ) : (
          <Link key={id} className={styles.link} to={datasetPath(dataset)}>
            {dataset}
          </Link>
        )
      )}
    </span>
  )
}
