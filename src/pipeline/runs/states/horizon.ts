import type { DatasetSpec } from '../../contract'
import { firstDayOf, instantOf, toEpochDay, toMonth } from '../../calendar'
import { daysOfPartition, dueAt, effectiveInterval, newestInterval, readyAt, stepMinutes, zoneOf } from '../intervals'
import type { DatasetFacts, Interval } from '../types'
import type { Recorded } from './recorded'
import type { Rhythm } from './rhythm'

/** In which stretch of time the intervals of a dataset are expected, as of one moment. */
export interface Horizon {
  /** Expected are the intervals that end after `from` and not after `to`; ms since the epoch. */
  from: number
  to: number
  /** The newest interval that can be there by now, and the newest that fell due. */
  ready: Interval | undefined
  due: Interval | undefined
}

/**
 * From the range's first date, or else the first interval that is there; to the newest that can be there by now where the dataset says when
 * its data comes (`expectedBy`, `cron`, the range's last date), or else to the last that is there. Undefined where nothing is expected.
 */
export function horizonOf(facts: DatasetFacts, recorded: Recorded, rhythm: Rhythm, now: number): Horizon | undefined {
  const { spec, calendar } = facts
  const there = thereOf(spec, recorded)
  const comes = ({ date }: Interval) => effectiveInterval(spec).unit === 'month' || rhythm(toEpochDay(date))
  const newest = (suits: (one: Interval) => boolean) => newestInterval(spec, calendar, now, (one) => comes(one) && suits(one))
  const ready = newest((one) => readyAt(spec, calendar, one) <= now)
  const due = spec.expectedBy && newest((one) => (dueAt(spec, calendar, one) ?? Infinity) <= now)
  const from = spec.range?.from === undefined ? there?.from : instantOf(zoneOf(spec), toEpochDay(spec.range.from))
  const to = isAwaited(spec) ? ready?.end : there?.to
  if (to === undefined) return undefined
  return { from: from ?? (due ?? ready)?.start ?? to, to, ready, due }
}

/** Whether a dataset says until when its data comes, so that what has not come by now can be late or missing. */
export function isAwaited({ expectedBy, schedule, range }: DatasetSpec): boolean {
  return expectedBy !== undefined || schedule?.cron !== undefined || range?.to !== undefined
}

/** From the start of the first interval to the end of the last that are there. */
function thereOf(spec: DatasetSpec, { dts, ids }: Recorded): { from: number; to: number } | undefined {
  const [first, last] = [dts[0], dts.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const [firstIds, lastIds] = [[...ids(first)].sort(), [...ids(last)].sort()]
  const [from, to] = [boundsOf(spec, firstIds[0] ?? first)?.from, boundsOf(spec, lastIds.at(-1) ?? last)?.to]
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** Start and end of an interval or partition by its id, also on days that have none; undefined for `all`. */
function boundsOf(spec: DatasetSpec, id: string): { from: number; to: number } | undefined {
  const zone = zoneOf(spec)
  const interval = effectiveInterval(spec)
  if (id.length > 10) {
    const from = Date.parse(id)
    return { from, to: from + (stepMinutes(interval) ?? 0) * 60_000 }
  }
  const days = daysOfPartition(id)
  if (days === undefined) return undefined
  const last = interval.every === 1 ? days.last : lastDayOf(id, interval.every)
  return { from: instantOf(zone, days.first), to: instantOf(zone, last + 1) }
}

/** The last day of several days or months together. */
const lastDayOf = (id: string, every: number): number =>
  id.length === 7 ? firstDayOf(toMonth(id) + every) - 1 : toEpochDay(id) + every - 1
