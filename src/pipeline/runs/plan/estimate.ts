import type { SecondsEstimate } from '../../contract'
import type { DatasetFacts } from '../types'

/** What a partition of a dataset takes and gives by experience; null where there is none. */
export interface Experience {
  /** Per partition. */
  seconds: SecondsEstimate | null
  rowsRead: number | null
  /** Of the middle one of the partitions that are there; reckoned when it is asked for. */
  written(): { rows: number | null; bytes: number | null }
}

/** Below this many runs their extremes are the spread. */
const ENOUGH_FOR_QUARTILES = 4

/** Medians of earlier runs, each divided by its partitions, and of the partitions that are there. */
export function experienceOf({ earlier, partitions }: DatasetFacts): Experience {
  const runs = earlier.filter((run) => run.partitions > 0)
  let written: ReturnType<Experience['written']> | undefined
  return {
    seconds: spreadOf(runs.map((run) => run.seconds / run.partitions)),
    rowsRead: rounded(medianOf(runs.map((run) => run.rowsRead / run.partitions))),
    written: () => (written ??= middleOf(partitions))
  }
}

function middleOf(partitions: DatasetFacts['partitions']): ReturnType<Experience['written']> {
  const filled = [...partitions.values()].filter(({ rows }) => rows > 0)
  return { rows: rounded(medianOf(filled.map(({ rows }) => rows))), bytes: rounded(medianOf(filled.map(({ bytes }) => bytes))) }
}

function spreadOf(values: readonly number[]): SecondsEstimate | null {
  const sorted = values.toSorted((a, b) => a - b)
  const median = quantile(sorted, 0.5)
  if (median === null) return null
  const [low, high] = sorted.length < ENOUGH_FOR_QUARTILES ? [0, 1] : [0.25, 0.75]
  return { median, low: quantile(sorted, low) ?? median, high: quantile(sorted, high) ?? median, runs: sorted.length }
}

const medianOf = (values: readonly number[]): number | null =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5
  )
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value))

/** Of ascending values, with the neighbours weighed where it falls between two. */
function quantile(sorted: readonly number[], share: number): number | null {
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at))
}
