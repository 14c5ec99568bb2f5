import { INTERVAL_MARKER, type DatasetSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import type { StagedLoad } from '../../load/worker-api'
import { intervalIsPartition } from '../intervals'
import type { Interval } from '../types'

type Staged = StagedLoad['partitions'][number]

/** Of the intervals that were asked for, those of which the partition holds no row. */
function emptyOf(spec: DatasetSpec, partition: Staged, asked: readonly Interval[]): Interval[] {
  const own = asked.filter(({ dt }) => dt === partition.dt)
  if (partition.rows === 0) return own
  if (partition.intervals === undefined || intervalIsPartition(spec)) return []
  return own.filter(({ id }) => (partition.intervals?.[id] ?? 0) === 0)
}

/** The error of a partition that is refused for being empty; undefined where it may stand. `asked`: intervals that must hold something. */
export function emptyRefusal(
  spec: DatasetSpec,
  partition: Staged,
  asked: readonly Interval[],
  single: boolean
): AppError | undefined {
  const empty = emptyOf(spec, partition, asked)
  // A month lacks a day when it is partial, which its state shows; one that was asked for alone, or a month of nothing, is late.
  const refused = single ? empty.length > 0 : partition.rows === 0 && empty.length > 0
  if (!refused) return undefined
  const what = single ? (empty[0]?.id ?? partition.dt) : partition.dt
  return new AppError('check.empty', `The source has no row for ${what} of ${spec.name}, where the calendar expects data.`, {
    hint: 'The source is likely late: check it again later. Where empty days are right, set "whenEmpty": "accept" in the dataset file.',
    retriable: true,
    details: { dataset: spec.name, partitions: [partition.dt], intervals: empty.slice(0, 20).map(({ id }) => id) }
  })
}

/** Transactions that say of intervals without rows that they were loaded. */
export function emptyMarkers(
  spec: DatasetSpec,
  partitions: readonly Staged[],
  asked: readonly Interval[],
  nowMs: number
): Map<string, number> {
  const empty = partitions.flatMap((partition) => emptyOf(spec, partition, asked))
  return new Map(empty.map(({ id }) => [`${INTERVAL_MARKER}${id}`, nowMs]))
}
