import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount, StateSymbol } from '../../../ui'
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
  const label = useCellLabel(slot, peers)
  const { partition, closed } = slot
  const deviates = partition !== undefined && unusual(partition.rows, peers) !== undefined
  return (
    <div
      role="gridcell"
      className={styles.cell}
      data-index={index}
      data-dt={slot.dt}
      data-state={partition?.state}
      data-closed={partition === undefined ? closedKind(closed) : undefined}
      aria-selected={selected}
      aria-label={label}
      title={label}
      tabIndex={reachable ? 0 : -1}
    >
      {partition === undefined ? <span className={styles.dot} /> : <StateSymbol state={partition.state} size={small ? 9 : 11} />}
      {partition !== undefined && partition.quarantined > 0 ? <span className={styles.quarantined} /> : null}
      {deviates ? <span className={styles.unusual} /> : null}
      {partition !== undefined && partition.rows > 0 ? (
        <span className={styles.share} style={{ width: `${Math.max(4, barShare(partition.rows, peers) * 100)}%` }} />
      ) : null}
    </div>
  )
})

const closedKind = (closed: string | undefined): string | undefined =>
  closed === undefined || closed === 'weekend' ? closed : 'holiday'

function useCellLabel({ dt, partition, closed }: Slot, peers: Peers): string {
  const { t } = useTranslation()
  if (partition === undefined) {
    if (closed === undefined) return `${dt} · ${t('lake.grid.outOfRange')}`
    return closed === 'weekend' ? `${dt} · ${t('lake.grid.closed')}` : `${dt} · ${t('lake.grid.closed')} (${closed})`
  }
  const deviation = unusual(partition.rows, peers)
  const parts = [
    dt,
    t(`state.${partition.state}`),
    t('count.rows', { count: partition.rows, value: formatCount(partition.rows) }),
    deviation === undefined ? null : t('lake.grid.deviation', { value: signedPercent(deviation) }),
    partition.quarantined === 0 ? null : t('lake.grid.quarantined', { value: formatCount(partition.quarantined) })
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

const signedPercent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(Math.round(share * 100))} %`
