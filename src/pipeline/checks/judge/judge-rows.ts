import type { CheckSpec } from '../../contract'
import { toEpochDay, weekday } from '../../calendar'
import { countText, median, shareText } from './numbers'
import type { JudgeContext, Measured, Verdict } from './types'

type Rows = Extract<CheckSpec, { kind: 'rows' }>

/** Earlier partitions that a median wants at least. */
const FEWEST = 4
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Rows against fixed bounds, then against the median of partitions before: by day those of the same weekday. */
export function judgeRows(check: Rows, { dt, rows }: Measured, { earlier }: JudgeContext): Verdict {
  const seen = { rows: countText(rows) }
  if (check.min !== undefined && rows < check.min)
    return { state: 'failed', reason: 'rows.low', measured: { ...seen, min: countText(check.min) } }
  if (check.max !== undefined && rows > check.max)
    return { state: 'failed', reason: 'rows.high', measured: { ...seen, max: countText(check.max) } }
  if (check.within === undefined) return { state: 'ok', reason: 'ok', measured: seen }
  return againstMedian(check.within, dt, rows, likes(dt, earlier).slice(-check.last))
}

function againstMedian(share: number, dt: string, rows: number, like: readonly { rows: number }[]): Verdict {
  const seen = { rows: countText(rows), partitions: String(like.length), ...weekdayOf(dt) }
  if (like.length < FEWEST) return { state: 'skipped', reason: 'history.short', measured: { ...seen, needed: String(FEWEST) } }
  const middle = median(like.map((one) => one.rows))
  const measured = { ...seen, median: countText(middle), within: shareText(share) }
  if (Math.abs(rows - middle) <= share * middle + 1e-9) return { state: 'ok', reason: 'ok', measured }
  return { state: 'failed', reason: rows < middle ? 'rows.fewer' : 'rows.more', measured }
}

/** Partitions before this one that it can be held against, ascending. */
function likes(dt: string, earlier: JudgeContext['earlier']): readonly { dt: string; rows: number }[] {
  const before = earlier.filter((one) => one.dt < dt && one.dt.length === dt.length).toSorted((a, b) => (a.dt < b.dt ? -1 : 1))
  if (dt.length !== 10) return before
  const day = weekday(toEpochDay(dt))
  return before.filter((one) => weekday(toEpochDay(one.dt)) === day)
}

/** A partition's date is a day of the dataset's zone already. */
const weekdayOf = (dt: string): { weekday?: string } =>
  dt.length === 10 ? { weekday: WEEKDAYS[weekday(toEpochDay(dt))] ?? '' } : {}
