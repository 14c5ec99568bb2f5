import { INTERVAL_MARKER } from '../contract'
import type { IntervalRows, Snapshot } from './types'

/** Intervals that were loaded and held nothing: id → ms of the commit. Tables of before intervals have the partition's id here. */
export function emptyIntervals({ txns }: Pick<Snapshot, 'txns'>): Map<string, number> {
  const found = new Map<string, number>()
  for (const [appId, at] of txns) {
    if (appId.startsWith(INTERVAL_MARKER)) found.set(appId.slice(INTERVAL_MARKER.length), at)
  }
  return found
}

/** The intervals of a partition as it was just loaded that hold nothing: the partition itself where nothing is told apart within it. */
export function emptyOf({ dt, rows, intervals }: { dt: string; rows: number; intervals?: IntervalRows | undefined }): string[] {
  if (intervals === undefined) return rows === 0 ? [dt] : []
  return Object.keys(intervals).filter((id) => intervals[id] === 0)
}

/** Markers of intervals, for a commit at `at` (ms). */
export const markersOf = (ids: readonly string[], at: number): Map<string, number> =>
  new Map(ids.map((id) => [`${INTERVAL_MARKER}${id}`, at]))
