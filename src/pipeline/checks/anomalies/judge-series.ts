import type { MeasureSeries } from '../../contract'
import { isUnusual, robustZ } from './robust-z'

/** Fewer earlier values judge nothing. */
export const FEWEST = 8
/** Of the same weekday, and of any day: the newest so many earlier values judge. */
export const OF_WEEKDAY = 20
export const OF_ANY = 60

export interface SeriesPoint {
  dt: string
  value: number
}

export type JudgedPoint = MeasureSeries['points'][number]

/** Only days have weekdays. */
export const isSeasonal = (points: readonly SeriesPoint[]): boolean =>
  points.length > 0 && points.every(({ dt }) => dt.length === 10)

/** Judges each point by those before it alone: of the same weekday where there are enough of them. `points` ascend by dt. */
export function judgeSeries(points: readonly SeriesPoint[], threshold: number): JudgedPoint[] {
  const seasonal = isSeasonal(points)
  const all: number[] = []
  const byWeekday = new Map<number, number[]>()
  return points.map((point) => {
    const own = seasonal ? listOf(byWeekday, weekdayOf(point.dt)) : []
    const judged = judgePoint(point, own.length >= FEWEST ? own.slice(-OF_WEEKDAY) : all.slice(-OF_ANY), threshold)
    own.push(point.value)
    all.push(point.value)
    return judged
  })
}

/** 0 for Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

function listOf(lists: Map<number, number[]>, key: number): number[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}

function judgePoint(point: SeriesPoint, earlier: readonly number[], threshold: number): JudgedPoint {
  const found = earlier.length < FEWEST ? undefined : robustZ(point.value, earlier)
  if (found === undefined) return { ...point, median: null, z: null, anomaly: false }
  return { ...point, ...found, anomaly: isUnusual(found, threshold) }
}
