import { useTranslation } from 'react-i18next'
import type { Partition } from '../../../../pipeline/contract'
import { formatCount } from '../../../ui'
import { staleReason } from '../shared/stale-reason'
import { unusual, type Peers } from './peers'
import type { Slot } from './slots'

const HOUR_MS = 3_600_000

/** How much of a partition's expected intervals it holds, 0 to 1; undefined where they are not told apart. */
export const heldShare = ({ held, expected }: Partition): number | undefined =>
  held === null || expected === null || expected === 0 ? undefined : held / expected

/** Whole hours since a late partition was due; undefined where it is not late. */
export const hoursLate = ({ state, expectedBy }: Partition, now: number | undefined): number | undefined =>
  state !== 'late' || expectedBy === null || now === undefined
    ? undefined
    : Math.max(0, Math.floor((now - Date.parse(expectedBy)) / HOUR_MS))

/** What stands beside the symbol where there is room: `5/22` of a partial one, `3 h` of a late one. */
export function cellFigure(partition: Partition, now: number | undefined): string | undefined {
  if (partition.state === 'partial' && partition.held !== null && partition.expected !== null)
    return `${partition.held}/${partition.expected}`
  const hours = hoursLate(partition, now)
  return hours === undefined ? undefined : `${formatCount(hours)} h`
}

/** All that a place of the grid says by its drawing, in words. */
export function useCellLabel({ dt, partition, closed, absent }: Slot, peers: Peers, now: number | undefined): string {
  const { t } = useTranslation()
  if (partition === undefined) {
    const named = closed === undefined || closed === 'weekend' ? '' : ` (${closed})`
    return `${dt} · ${t(`state.${absent ?? 'out_of_range'}`)}${named}`
  }
  const deviation = unusual(partition.rows, peers)
  const hours = hoursLate(partition, now)
  const { held, expected, state } = partition
  const parts = [
    dt,
    t(`state.${state}`),
    hours === undefined ? null : t('lake.grid.hoursLate', { value: formatCount(hours) }),
    state === 'partial' && held !== null && expected !== null ? t('lake.grid.held', { held, expected }) : null,
    t('count.rows', { count: partition.rows, value: formatCount(partition.rows) }),
    deviation === undefined ? null : t('lake.grid.deviation', { value: signedPercent(deviation) }),
    partition.quarantined === 0 ? null : t('lake.grid.quarantined', { value: formatCount(partition.quarantined) }),
    partition.provisional ? t('lake.grid.provisional') : null,
    staleReason(partition, t)
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

const signedPercent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(Math.round(share * 100))} %`
