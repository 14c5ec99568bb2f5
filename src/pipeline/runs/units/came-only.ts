import type { StagedLoad } from '../../load/worker-api'
import type { IntervalRows } from '../../lake/types'
import type { Interval } from '../types'

/** The same without counts of 0 of intervals that must hold something: their source is late, so that they are not there. */
export function cameOnly(staged: StagedLoad, strict: readonly Interval[]): StagedLoad {
  const awaited = new Set(strict.map(({ id }) => id))
  const came = <T extends { intervals?: IntervalRows | undefined }>(one: T): T =>
    one.intervals === undefined ? one : { ...one, intervals: withoutLate(one.intervals, awaited) }
  const partitions = staged.partitions.map((one) => ({ ...came(one), files: one.files.map(came) }))
  return { ...staged, partitions }
}

const withoutLate = (intervals: IntervalRows, awaited: ReadonlySet<string>): IntervalRows =>
  Object.fromEntries(Object.entries(intervals).filter(([id, rows]) => rows > 0 || !awaited.has(id)))
