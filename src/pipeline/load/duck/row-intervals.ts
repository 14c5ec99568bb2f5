import type { DatasetSpec, IntervalSpec } from '../../contract'
import { dayIn, fromEpochDay, fromMonth, instantOf } from '../../calendar'
import type { IntervalRows } from '../../lake/types'
import { shapeOf } from './column-types'
import type { Row } from './row'
import { numberOf } from './row'
import { dateInZone } from './times'

/** A Monday: several days together count from it, so that 7 of them are a week. */
const MONDAY = 4
const DAY_MINUTES = 1440

type Moment = 'date' | 'datetime' | 'timestamp'

/** To which interval each row belongs, where intervals are finer than partitions. */
export interface RowIntervals {
  /** Name of the date-like column that says it. */
  column: string
  /** SQL over a value of it: a whole number that stands for the interval or for a part of it; NULL where the value is in none. */
  key(value: string): string
  /** Interval id of such a number. */
  id(key: number): string
}

/** Undefined where nothing is told apart within a partition. */
export function rowIntervals(spec: Pick<DatasetSpec, 'interval' | 'partition' | 'columns' | 'zone'>): RowIntervals | undefined {
  const { interval, partition, columns, zone } = spec
  if (interval === undefined || !isFiner(interval, partition?.grain)) return undefined
  const name = interval.column ?? partition?.columns[0]
  const kind = shapeOf(columns.find((column) => column.name === name)?.type ?? 'text').kind
  if (name === undefined || !isMoment(kind)) return undefined
  return { column: name, ...(minutesOf(interval) === undefined ? byDate(interval, kind, zone) : byMinute(interval, kind, zone)) }
}

const isMoment = (kind: string): kind is Moment => kind === 'date' || kind === 'datetime' || kind === 'timestamp'

function isFiner({ unit }: IntervalSpec, grain: 'day' | 'month' | undefined): boolean {
  if (grain === 'day') return unit === 'minute' || unit === 'hour'
  return grain === undefined || unit !== 'month'
}

function minutesOf({ unit, every }: IntervalSpec): number | undefined {
  if (unit === 'minute') return every
  return unit === 'hour' ? every * 60 : undefined
}

function byDate({ unit, every }: IntervalSpec, kind: Moment, zone: string): Omit<RowIntervals, 'column'> {
  const date = (value: string): string => dateInZone(value, kind, zone)
  if (unit === 'month') {
    return {
      key: (value) => finite(value, `year(${date(value)}) * 12 + month(${date(value)}) - 1`),
      id: (month) => fromMonth(Math.floor(month / every) * every)
    }
  }
  return {
    key: (value) => finite(value, `date_diff('day', DATE '1970-01-01', ${date(value)})`),
    id: (day) => fromEpochDay(Math.floor((day - MONDAY) / every) * every + MONDAY)
  }
}

/** Counted in elapsed time from local midnight, so that a day of 23 or 25 hours has as many. */
function byMinute(interval: IntervalSpec, kind: Moment, zone: string): Omit<RowIntervals, 'column'> {
  const step = (minutesOf(interval) ?? 1) * 60_000
  const wall = (minute: number): number =>
    instantOf(zone, Math.floor(minute / DAY_MINUTES), minute - Math.floor(minute / DAY_MINUTES) * DAY_MINUTES)
  const instant = (minute: number): number => (kind === 'timestamp' ? minute * 60_000 : wall(minute))
  return {
    key: (value) => {
      const moment = kind === 'date' ? `CAST(${value} AS TIMESTAMP)` : value
      return finite(value, `CAST(floor(epoch_us(${moment}) / 60000000) AS BIGINT)`)
    },
    id: (minute) => {
      const at = instant(minute)
      const day = dayIn(zone, at)
      // Where clocks went back over midnight, the minutes that come again belong to the day that had begun.
      const midnight = at >= instantOf(zone, day + 1) ? instantOf(zone, day + 1) : instantOf(zone, day)
      return `${new Date(midnight + Math.floor((at - midnight) / step) * step).toISOString().slice(0, 16)}Z`
    }
  }
}

const finite = (value: string, key: string): string => `CASE WHEN isfinite(${value}) THEN ${key} END`

/** Rows by interval id, ascending, from groups with `key` and `rows`; `asked` are 0 where no row is in them. */
export function countIntervals(intervals: RowIntervals, groups: readonly Row[], asked: readonly string[]): IntervalRows {
  const counts = new Map(asked.map((id) => [id, 0]))
  for (const group of groups) {
    if (group['key'] === null) continue
    const id = intervals.id(numberOf(group, 'key'))
    counts.set(id, (counts.get(id) ?? 0) + numberOf(group, 'rows'))
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
