import { isDerived, type CheckResult } from '../../contract'
import type { AppError } from '../../lib/errors'
import type { Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import { refusesEmpty } from '../intervals'
import type { DatasetFacts, Interval } from '../types'
import { cameOnly } from './came-only'
import { emptyMarkers, emptyRefusal } from './empty-intervals'

/** What a unit has made, judged partition by partition; nothing is in the lake yet. */
export interface MadeUnit {
  base: Snapshot | undefined
  /** Without the partitions that are refused. */
  staged: StagedLoad
  refused: { dt: string; error: AppError }[]
  /** Transactions that say of intervals without rows that they were loaded. */
  markers: ReadonlyMap<string, number>
  /** What the dataset's checks said, by partition, of those that are not refused. */
  checks?: ReadonlyMap<string, CheckResult[]> | undefined
}

export interface Asked {
  intervals: readonly Interval[]
  /** One interval was asked for, and not its partition. */
  single: boolean
  /** ms since the epoch. */
  now: number
}

/** Judges what was staged: intervals that must hold something are refused without it, others are marked as loaded and empty. */
export function judgeUnit(
  { spec, calendar }: Pick<DatasetFacts, 'spec' | 'calendar'>,
  { base, staged }: Pick<MadeUnit, 'base' | 'staged'>,
  { intervals, single, now }: Asked
): MadeUnit {
  if (isDerived(spec)) return { base, staged, refused: [], markers: new Map() }
  const strict = intervals.filter((one) => refusesEmpty(spec, calendar, one))
  const refused = staged.partitions.flatMap((partition) => {
    const error = emptyRefusal(spec, partition, strict, single)
    return error === undefined ? [] : [{ dt: partition.dt, error }]
  })
  const kept = cameOnly(without(staged, new Set(refused.map(({ dt }) => dt))), strict)
  const lenient = intervals.filter((one) => !strict.includes(one))
  const markers = [...emptyMarkers(spec, kept.partitions, lenient, now)].filter(([key]) => (base?.txns.get(key) ?? 0) === 0)
  return { base, staged: kept, refused, markers: new Map(markers) }
}

/** Rows of partitions that are left out count as read, not as written. */
export function without(staged: StagedLoad, dts: ReadonlySet<string>): StagedLoad {
  if (dts.size === 0) return staged
  return {
    ...staged,
    partitions: staged.partitions.filter(({ dt }) => !dts.has(dt)),
    quarantine: staged.quarantine.filter(({ dt }) => dt === null || !dts.has(dt))
  }
}
