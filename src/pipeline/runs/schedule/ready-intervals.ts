import type { DatasetSpec } from '../../contract'
import { effectiveInterval, intervalIsPartition, intervalsAfter, intervalsBetween, newestInterval, readyAt } from '../intervals'
import { recordedIn, type Recorded } from '../states/recorded'
import { rhythmOf, type Rhythm } from '../states/rhythm'
import type { DatasetFacts, Interval } from '../types'
import { dateIn, toEpochDay } from '../../calendar'

const DAY_MS = 86_400_000
/** How far back an interval that nobody claimed is looked for. */
const BACK_DAYS = 400
const BACK_DAYS_OF_TIMES = 60

/** Longer than any interval, so that one that began before the look back is among its claims. */
const LONGEST_DAYS = 900

/** The id from which on `claimed` has to be told for `readyIntervals`. */
export function claimsSince({ spec }: Pick<DatasetFacts, 'spec'>, now: number): string {
  const days = isOfTimes(spec) ? BACK_DAYS_OF_TIMES + 1 : BACK_DAYS + LONGEST_DAYS
  return new Date(now - days * DAY_MS).toISOString().slice(0, 10)
}

const isOfTimes = (spec: DatasetSpec): boolean => ['minute', 'hour'].includes(effectiveInterval(spec).unit)

/** A dataset that another one waits for. */
interface Awaited {
  facts: DatasetFacts
  recorded: Recorded
  rhythm: Rhythm
  /** Its intervals between two dates, made once. */
  between: (from: string, to: string) => readonly Interval[]
}

/**
 * The intervals of a dataset with an `after` schedule that may run now, ascending: those for which each of `inputs` has every expected interval of the
 * same stretch of dates (of the same time, where both are shorter than a day), at least one of them, and that nobody claimed. Older than the
 * oldest claim none is named, and without a claim only the newest. `claimed`: from `claimsSince` on, and the oldest. Empty while the schedule is paused, or an input is not there.
 */
export function readyIntervals(
  facts: DatasetFacts,
  inputs: readonly DatasetFacts[],
  claimed: ReadonlySet<string>,
  now: number
): Interval[] {
  const { spec, calendar } = facts
  const { schedule } = spec
  if (schedule?.after === undefined || schedule.paused || inputs.length < schedule.after.length) return []
  const awaited = inputs.map(awaitedOf)
  const isReady = (interval: Interval): boolean => allThere(facts, awaited, interval, now)
  if (claimed.size === 0) return [newestInterval(spec, calendar, now, isReady)].filter((one) => one !== undefined)
  const oldest = [...claimed].reduce((left, right) => (left < right ? left : right))
  const days = isOfTimes(spec) ? BACK_DAYS_OF_TIMES : BACK_DAYS
  const open = intervalsAfter(spec, calendar, now - days * DAY_MS, now)
  return [...open].filter((interval) => interval.id >= oldest && !claimed.has(interval.id) && isReady(interval))
}

function awaitedOf(facts: DatasetFacts): Awaited {
  const recorded = recordedIn(facts)
  const made = new Map<string, readonly Interval[]>()
  const between = (from: string, to: string): readonly Interval[] => {
    const key = `${from} ${to}`
    const found = made.get(key) ?? intervalsBetween(facts.spec, facts.calendar, from, to)
    made.set(key, found)
    return found
  }
  return { facts, recorded, rhythm: rhythmOf(facts, recorded), between }
}

function allThere(facts: DatasetFacts, awaited: readonly Awaited[], interval: Interval, now: number): boolean {
  const parts = awaited.map((input) => ({ input, intervals: sameStretch(facts, input, interval) }))
  if (parts.every(({ intervals }) => intervals.length === 0)) return false
  return parts.every(({ input, intervals }) => intervals.every((one) => isThere(input, one, now)))
}

/** The expected intervals of an input in the stretch of an interval. */
function sameStretch(
  { spec }: DatasetFacts,
  { facts: input, rhythm, between }: Awaited,
  interval: Interval
): readonly Interval[] {
  const monthly = effectiveInterval(input.spec).unit === 'month'
  const found = between(firstDate(spec.zone, interval), interval.date)
  const shorter = isTime(interval)
    ? found.filter((one) => !isTime(one) || (one.start < interval.end && interval.start < one.end))
    : found
  return monthly ? shorter : shorter.filter(({ date }) => rhythm(toEpochDay(date)))
}

const isTime = ({ id }: Interval): boolean => id.length > 10
const firstDate = (zone: string, { start }: Interval): string => dateIn(zone, start)

/** A table that does not say which of its intervals it holds has those that can be there by now. */
function isThere({ facts, recorded }: Awaited, interval: Interval, now: number): boolean {
  if (!recorded.holds(interval)) return false
  const { spec, calendar, partitions } = facts
  const told =
    recorded.ids(interval.dt).has(interval.id) ||
    (intervalIsPartition(spec) && spec.partition !== undefined && partitions.has(interval.dt))
  return told || readyAt(spec, calendar, interval) <= now
}
