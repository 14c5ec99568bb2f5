import { memo } from 'react'
import type { Partition } from '../../../../pipeline/contract'
import { useMinute } from '../../../bridge'
import { StateSymbol } from '../../../ui'
import { cellFigure, heldShare, useCellLabel } from './cell-words'
import styles from './grid.module.css'
import { barShare, unusual, type Peers } from './peers'
import type { Slot } from './slots'

interface Props {
  slot: Slot
  index: number
  peers: Peers
  selected: boolean
  /** The one cell that the Tab key reaches. */
  reachable: boolean
  small?: boolean
}

/** One place of the grid: state by symbol, colour and spoken word; rows against the largest partition as an inner bar. */
export const PartitionCell = memo(function PartitionCell({ slot, index, peers, selected, reachable, small = false }: Props) {
  const now = useMinute()
  const label = useCellLabel(slot, peers, now)
  const { partition, closed } = slot
  return (
    <div
      role="gridcell"
      className={styles.cell}
      data-index={index}
      data-dt={slot.dt}
      data-state={partition?.state}
      data-closed={partition === undefined ? closedKind(closed) : undefined}
      data-absent={slot.absent}
      data-provisional={partition?.provisional === true || undefined}
      aria-selected={selected}
      aria-label={label}
      title={label}
      tabIndex={reachable ? 0 : -1}
    >
      {slot.absent === 'market_closed' ? <span className={styles.dot} /> : null}
      {partition === undefined ? null : <Content partition={partition} peers={peers} now={now} small={small} />}
    </div>
  )
})

interface ContentProps {
  partition: Partition
  peers: Peers
  now: number | undefined
  small: boolean
}

function Content({ partition, peers, now, small }: ContentProps) {
  const figure = small ? undefined : cellFigure(partition, now)
  return (
    <>
      <StateSymbol state={partition.state} size={small ? 9 : 11} share={heldShare(partition)} />
      {figure === undefined ? null : <span className={styles.figure}>{figure}</span>}
      {partition.quarantined > 0 ? <span className={styles.quarantined} /> : null}
      {unusual(partition.rows, peers) === undefined ? null : <span className={styles.unusual} />}
      {partition.rows > 0 ? (
        <span className={styles.share} style={{ width: `${Math.max(4, barShare(partition.rows, peers) * 100)}%` }} />
      ) : null}
    </>
  )
}

const closedKind = (closed: string | undefined): string | undefined =>
  closed === undefined || closed === 'weekend' ? closed : 'holiday'
