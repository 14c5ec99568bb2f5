import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { GraphEdge } from '../../../../pipeline/contract'
import { datasetPath } from '../shared/paths'
import type { Lineage, PlacedNode } from './layout'
import styles from './lineage.module.css'
import { nodeWords } from './node-words'

const WIDTH = 200
const HEIGHT = 40
const GAP_X = 64
const GAP_Y = 12
const HEAD = 28

const left = (column: number): number => column * (WIDTH + GAP_X)
const top = (line: number): number => HEAD + line * (HEIGHT + GAP_Y)

/** Boxes in columns by stage with lines between; boxes of datasets are links, in the order of the flow. */
export function LineageGraph({ lineage, name }: { lineage: Lineage; name: string }) {
  const { t } = useTranslation()
  const places = new Map(lineage.nodes.map((placed) => [placed.node.id, placed]))
  const width = left(lineage.columns) - GAP_X
  const height = top(lineage.lines)
  return (
    <nav className={`panel ${styles.scroll ?? ''}`} aria-label={t('lake.lineage.label', { name })}>
      <div className={styles.plane} style={{ width, height }}>
        <svg className={styles.lines} width={width} height={height} aria-hidden="true">
          {lineage.edges.map((edge) => (
            <Edge key={`${edge.from} ${edge.to}`} edge={edge} places={places} own={edge.from === name || edge.to === name} />
          ))}
        </svg>
        {lineage.stages.map(({ stage, first, columns }) => (
          <div key={stage} className={styles.stage} style={{ left: left(first), width: left(columns) - GAP_X }}>
            {t(`lake.stage.${stage}`)}
          </div>
        ))}
        {lineage.nodes.map((placed) => (
          <Box key={placed.node.id} placed={placed} current={placed.node.id === name} />
        ))}
      </div>
    </nav>
  )
}

interface EdgeProps {
  edge: GraphEdge
  places: ReadonlyMap<string, PlacedNode>
  own: boolean
}

function Edge({ edge, places, own }: EdgeProps) {
  const [from, to] = [places.get(edge.from), places.get(edge.to)]
  if (from === undefined || to === undefined) return null
  const [x1, y1] = [left(from.column) + WIDTH, top(from.line) + HEIGHT / 2]
  const [x2, y2] = [left(to.column), top(to.line) + HEIGHT / 2]
  const bend = Math.max(GAP_X / 2, (x2 - x1) / 2)
  return (
    <>
      <path
        className={styles.edge}
        data-own={own || undefined}
        d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 5} ${y2}`}
      />
      <path className={styles.arrow} data-own={own || undefined} d={`M${x2} ${y2} l-6 -3.5 v7 z`} />
    </>
  )
}

function Box({ placed: { node, column, line }, current }: { placed: PlacedNode; current: boolean }) {
  const { t } = useTranslation()
  const words = nodeWords(node)
  const place = { left: left(column), top: top(line), width: WIDTH, height: HEIGHT }
  const label = t('lake.lineage.node', {
    name: node.dataset ?? t('lake.lineage.source', { location: node.label }),
    stage: current ? t('lake.lineage.current') : t(`lake.stage.${node.stage}`)
  })
  const shared = { className: styles.box, style: place, title: node.error?.message ?? node.label, 'data-kind': node.kind }
  if (node.dataset === null)
    return (
      <span {...shared} role="img" aria-label={label}>
        {words}
      </span>
    )
  return (
    <Link
      {...shared}
      to={datasetPath(node.dataset, { tab: 'lineage' })}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      data-problem={node.error === undefined ? undefined : true}
      data-row
    >
      {words}
    </Link>
  )
}
