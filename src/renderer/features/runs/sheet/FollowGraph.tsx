import { useTranslation } from 'react-i18next'
import type { BackfillPlan } from '../../../../pipeline/contract'
import { formatCount } from '../../../ui'
import styles from '../runs.module.css'
import { followGraph, type FlowNode } from './follow-graph'

/** As wide as the bill is beside a scroll bar. */
const WIDTH = 246
const HEIGHT = 40
const GAP = 10
/** How far each column is set in, in pixels: names are long, so columns overlap and rows do not. */
const STEP = 22

const top = (place: number): number => place * (HEIGHT + GAP)

/** The datasets that change, what is asked for above what is made from it. */
export function FollowGraph({ plan }: { plan: Pick<BackfillPlan, 'items' | 'follows' | 'selection'> }) {
  const { t } = useTranslation()
  const { nodes, edges } = followGraph(plan)
  const ordered = nodes.toSorted((a, b) => a.column - b.column || a.row - b.row)
  const place = (node: FlowNode): number => ordered.indexOf(node)
  const left = (node: FlowNode): number => Math.min(node.column, 4) * STEP
  return (
    <svg
      className={styles.graph}
      width={WIDTH}
      height={top(ordered.length) - GAP}
      role="img"
      aria-label={t('backfill.bill.graph')}
    >
      {edges.map(({ from, to }) => (
        <path
          key={`${from.dataset} ${to.dataset}`}
          d={`M${left(from) + 10} ${top(place(from)) + HEIGHT} V${top(place(to)) + HEIGHT / 2} H${left(to)}`}
          fill="none"
          stroke="var(--p-control)"
        />
      ))}
      {ordered.map((node) => (
        <g key={node.dataset} transform={`translate(${left(node)} ${top(place(node))})`}>
          <rect width={WIDTH - left(node) - 1} height={HEIGHT} rx={4} fill="var(--p-surface-0)" stroke="var(--p-hairline)" />
          <text x={10} y={16}>
            {node.dataset}
          </text>
          <text x={10} y={32} className={styles.count}>
            {t('count.partitions', { count: node.partitions, value: formatCount(node.partitions) })}
          </text>
        </g>
      ))}
    </svg>
  )
}
