import type { IntervalStatus, Overview, OverviewRow } from '../../../pipeline/contract'

const MINUTE_MS = 60_000

/** Whole minutes from one moment to another, never below 0. */
const minutesBetween = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / MINUTE_MS))

/** The opening or closing that comes next; undefined where no calendar is in use or none is known. */
export function nextSession(
  { sessions }: Overview,
  now: number
): (Overview['sessions'][number] & { minutes: number }) | undefined {
  const coming = sessions
    .flatMap((session) => (session.changesAt === null ? [] : [{ session, at: Date.parse(session.changesAt) }]))
    .filter(({ at }) => at > now)
    .sort((left, right) => left.at - right.at)
  const [first] = coming
  return first === undefined ? undefined : { ...first.session, minutes: Math.ceil((first.at - now) / MINUTE_MS) }
}

export const isSnoozed = ({ note }: OverviewRow, now: number): boolean =>
  note !== null && note.snoozedUntil !== null && Date.parse(note.snoozedUntil) > now

/** Missing partitions, without those of the strip that are late: a late source is asked again, never backfilled into an empty day. */
export function missingOf({ missing, strip }: Pick<OverviewRow, 'missing' | 'strip'>): number {
  const late = new Set(strip.filter(({ state }) => state === 'late').map(({ dt }) => dt))
  return Math.max(0, missing - late.size)
}

/** Datasets with missing partitions that nobody has put off. */
export const withMissing = (rows: readonly OverviewRow[], now: number): OverviewRow[] =>
  rows.filter((row) => missingOf(row) > 0 && !isSnoozed(row, now))

/** Datasets whose newest interval is late and has not been put off; their sources can be asked again. */
export const lateOnes = (rows: readonly OverviewRow[], now: number): OverviewRow[] =>
  rows.filter((row) => row.state === 'late' && !isSnoozed(row, now))

/** Minutes after its deadline: until it was there, or until `now` while it is not; null where it is in time. */
export function minutesLate({ expectedBy, arrivedAt, state, lateMinutes }: IntervalStatus, now: number): number | null {
  if (expectedBy === null) return null
  if (arrivedAt !== null) return lateMinutes
  return state === 'late' ? minutesBetween(Date.parse(expectedBy), now) : null
}

/** Deviation of the newest rows from the median as a share (−0.03 is 3 % fewer); null where either is unknown. */
export const deviation = ({ rowsLast, rowsMedian }: OverviewRow): number | null =>
  rowsLast === null || rowsMedian === null || rowsMedian === 0 ? null : rowsLast / rowsMedian - 1

/** `−3 %`, `+12 %`, `0 %`. */
export function signedPercent(share: number): string {
  const percent = Math.round(share * 100)
  if (percent === 0) return '0 %'
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toLocaleString('en-US')} %`
}

/** How many intervals of the strip are in each state, in the order in which they first occur from the newest. */
export function stripCounts(strip: readonly IntervalStatus[]): { state: IntervalStatus['state']; count: number }[] {
  const counts = new Map<IntervalStatus['state'], number>()
  for (const { state } of strip.toReversed()) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => ({ state, count }))
}
