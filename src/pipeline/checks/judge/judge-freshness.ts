import type { CheckSpec } from '../../contract'
import { firstDayOf, instantOf, toEpochDay, toMonth } from '../../calendar'
import { countText } from './numbers'
import type { JudgeContext, Measured, Verdict } from './types'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** How long before its partition's end, or before now where that is to come, the newest value lies. A date counts until its end. */
export function judgeFreshness(
  check: Extract<CheckSpec, { kind: 'freshness' }>,
  { dt, figures }: Measured,
  { zone, now }: JudgeContext
): Verdict {
  const allowed = { column: check.column, allowed: countText(check.maxMinutes) }
  const newest = newestOf(figures, zone)
  if (newest === undefined) return { state: 'failed', reason: 'freshness.none', measured: allowed }
  const minutes = Math.floor((Math.min(endOf(dt, zone), now) - newest) / MINUTE_MS)
  const measured = { ...allowed, newest: figures['newest'] ?? '', minutes: countText(Math.max(0, minutes)) }
  return minutes > check.maxMinutes
    ? { state: 'failed', reason: 'freshness.old', measured }
    : { state: 'ok', reason: 'ok', measured }
}

/** `at`: ms since the epoch; of a date or datetime as if its wall clock were that of UTC. */
function newestOf({ at, kind }: Measured['figures'], zone: string): number | undefined {
  if (at === null || at === undefined) return undefined
  const ms = Number(at)
  if (kind === 'timestamp') return ms
  const day = Math.floor(ms / DAY_MS)
  if (kind === 'date') return instantOf(zone, day + 1)
  const inDay = ms - day * DAY_MS
  return instantOf(zone, day, Math.floor(inDay / MINUTE_MS)) + (inDay % MINUTE_MS)
}

/** The instant at which a partition ends, exclusive; what is not divided ends never. */
function endOf(dt: string, zone: string): number {
  if (dt.length === 10) return instantOf(zone, toEpochDay(dt) + 1)
  if (dt.length === 7) return instantOf(zone, firstDayOf(toMonth(dt) + 1))
  return Infinity
}
