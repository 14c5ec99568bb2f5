import type { IntervalStatus, NotExpectedReason, PartitionState } from '../../contract'
import { dayIn, fromEpochDay, holidayOn, isOpenDay, toEpochDay } from '../../calendar'
import { toInstant } from '../../lib/clock'
import {
  dueAt,
  effectiveInterval,
  intervalInRange,
  intervalIsPartition,
  intervalsOfDays,
  inRange,
  partitionOfDate,
  readyAt,
  zoneOf
} from '../intervals'
import type { DatasetFacts, Interval } from '../types'
import { attemptState } from './attempt'
import { horizonOf, type Horizon } from './horizon'
import { recordedIn, type Recorded } from './recorded'
import { rhythmOf, type Rhythm } from './rhythm'

/** Shown where no dates are named, and at most. */
const NEWEST = 400
const AT_MOST = 20_000

interface View {
  facts: DatasetFacts
  recorded: Recorded
  rhythm: Rhythm
  horizon: Horizon | undefined
  now: number
}

/**
 * The intervals of the dates from `from` to `to` (`YYYY-MM-DD` in the dataset's zone, both inclusive), ascending, with what became of each, and the
 * dates on which the calendar is closed; the newest 400 where neither is named, never more than the newest 20,000. An interval that is not
 * expected yet is `future`; one before all that is there, or after the end of a dataset that is not awaited any more, is `out_of_range`.
 */
export function intervalStatuses(facts: DatasetFacts, now: number, from?: string, to?: string): IntervalStatus[] {
  const recorded = recordedIn(facts)
  const rhythm = rhythmOf(facts, recorded)
  const view: View = { facts, recorded, rhythm, horizon: horizonOf(facts, recorded, rhythm, now), now }
  const [last, first] = [lastDay(view, to), firstDay(view, from)]
  const most = from === undefined && to === undefined ? NEWEST : AT_MOST
  const newestFirst: IntervalStatus[] = []
  for (let day = last; day >= first && newestFirst.length < most; day -= 1)
    newestFirst.push(...statusesOfDay(view, day, day === last).reverse())
  return newestFirst.slice(0, most).reverse()
}

function lastDay({ facts: { spec }, horizon, now }: View, to: string | undefined): number {
  if (to !== undefined) return toEpochDay(to)
  return dayIn(zoneOf(spec), horizon === undefined ? now : Math.max(horizon.to - 1, horizon.ready?.start ?? 0))
}

function firstDay({ facts: { spec }, horizon }: View, from: string | undefined): number {
  if (from !== undefined) return toEpochDay(from)
  return horizon === undefined ? Infinity : dayIn(zoneOf(spec), horizon.from)
}

/** Those that end on a day; on the last day that is looked at also those that go on. */
function statusesOfDay(view: View, day: number, isLast: boolean): IntervalStatus[] {
  const { facts, rhythm, recorded } = view
  const { spec, calendar } = facts
  const monthly = effectiveInterval(spec).unit === 'month'
  const date = fromEpochDay(day)
  const intervals = intervalsOfDays(spec, calendar, day, day).filter((interval) => isLast || interval.date === date)
  if (intervals.length === 0 && !monthly && !isOpenDay(calendar, day)) return [closedDay(view, date)]
  return intervals
    .filter((interval) => monthly || rhythm(day) || recorded.holds(interval))
    .map((interval) => statusOf(view, interval))
}

function closedDay({ facts: { spec, calendar } }: View, date: string): IntervalStatus {
  const holiday = calendar && holidayOn(calendar, date)
  return {
    ...blank(date, partitionOfDate(spec, date)),
    state: inRange(spec, date) ? 'market_closed' : 'out_of_range',
    ...(holiday === undefined ? {} : { holiday })
  }
}

const blank = (id: string, dt: string) => ({ id, dt, rows: null, expectedBy: null, arrivedAt: null, lateMinutes: null })

function statusOf(view: View, interval: Interval): IntervalStatus {
  const { facts, recorded, now } = view
  const { spec, calendar, troubles } = facts
  const held = recorded.holds(interval)
  const due = dueAt(spec, calendar, interval)
  const rows = held ? rowsOf(facts, interval) : null
  const state = stateOf(view, interval, held, rows)
  const arrivedAt = held ? arrivalOf(facts, interval, due) : undefined
  const error = state === 'failed' || state === 'refused' ? troubles.get(interval.dt)?.error : undefined
  return {
    ...blank(interval.id, interval.dt),
    ...{ state, rows },
    expectedBy: due === undefined ? null : toInstant(due),
    arrivedAt: arrivedAt === undefined ? null : toInstant(arrivedAt),
    lateMinutes: isExpected(state) ? lateness(due, held ? arrivedAt : now) : null,
    ...(error === undefined ? {} : { error })
  }
}

const isExpected = (state: PartitionState | NotExpectedReason): boolean => state !== 'future' && state !== 'out_of_range'

/** Whole minutes after it was due; null where it was not late, or nobody knows. */
const lateness = (due: number | undefined, at: number | undefined): number | null =>
  due === undefined || at === undefined || at <= due ? null : Math.floor((at - due) / 60_000)

function stateOf(view: View, interval: Interval, held: boolean, rows: number | null): PartitionState | NotExpectedReason {
  const { facts } = view
  if (!intervalInRange(facts.spec, interval)) return 'out_of_range'
  const attempt = held && !intervalIsPartition(facts.spec) ? undefined : attemptState(facts, interval.dt)
  if (attempt !== undefined) return attempt
  if (held) return rows === 0 ? 'empty' : 'ok'
  return awaitedState(view, interval)
}

function awaitedState({ facts, horizon, now }: View, interval: Interval): PartitionState | NotExpectedReason {
  if (readyAt(facts.spec, facts.calendar, interval) > now) return 'future'
  if (horizon === undefined || interval.end <= horizon.from || interval.end > horizon.to) return 'out_of_range'
  return horizon.due?.id === interval.id ? 'late' : 'missing'
}

/** Null where a partition does not say which of its rows belong to which interval. */
function rowsOf({ spec, partitions }: DatasetFacts, { id, dt }: Interval): number | null {
  const partition = partitions.get(dt)
  if (partition === undefined) return 0
  if (intervalIsPartition(spec)) return partition.rows
  return partition.intervals === undefined ? null : (partition.intervals[id] ?? 0)
}

/**
 * When it was first there. The time of writing is that of the newest run: it tells only that an interval was there in time, never that it was late.
 */
function arrivalOf(facts: DatasetFacts, { id, dt }: Interval, due: number | undefined): number | undefined {
  const known = facts.arrivals?.get(id) ?? facts.emptyIntervals.get(id)
  if (known !== undefined || !intervalIsPartition(facts.spec)) return known
  const written = facts.arrivals?.get(dt) ?? facts.partitions.get(dt)?.writtenAt
  return written !== undefined && (due === undefined || written <= due) ? written : facts.arrivals?.get(dt)
}
