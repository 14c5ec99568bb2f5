import type { RunRecord, RunSummary } from '../contract'
import { omit } from '../lib/omit'
import type { RunWindow } from './runs'
import { median } from '../lib/median'

/** Earlier runs that a duration is judged by, and how many there must be. */
export const JUDGED_BY = 20
const ENOUGH = 5
/** 1.4826 × MAD estimates a standard deviation; beyond three of them a run is an outlier (Leys et al. 2013). */
const FACTOR = 3 * 1.4826
/** Runs vary by this share of their median, and by this many seconds, without meaning anything. */
const LEAST_SHARE = 0.1
const LEAST_SECONDS = 0.2

/** What lists show of a run. `earlier`: seconds of runs of the same thing before it. */
export function summaryOf(run: RunRecord, window: RunWindow | undefined, earlier: readonly number[]): RunSummary {
  const { partitions } = run
  const changed = partitions.filter(({ change }) => change !== 'unchanged')
  const dts = (changed.length > 0 ? changed : partitions).map(({ dt }) => dt).sort()
  const seconds = secondsOf(run)
  return {
    ...omit(run, 'partitions', 'log', 'inputs'),
    from: dts[0] ?? window?.from ?? null,
    to: dts.at(-1) ?? window?.to ?? null,
    touched: partitions.length,
    changed: changed.length,
    seconds,
    outlier: seconds !== null && isOutlier(seconds, earlier)
  }
}

export const secondsOf = ({ startedAt, finishedAt }: Pick<RunRecord, 'startedAt' | 'finishedAt'>): number | null =>
  finishedAt === null ? null : Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000

function isOutlier(seconds: number, earlier: readonly number[]): boolean {
  if (earlier.length < ENOUGH) return false
  const middle = median(earlier) ?? 0
  const spread = median(earlier.map((value) => Math.abs(value - middle))) ?? 0
  return Math.abs(seconds - middle) > Math.max(FACTOR * spread, LEAST_SHARE * middle, LEAST_SECONDS)
}

/** What a search looks through, in lower case. */
export const searchText = ({ id, dataset, startedBy, error }: RunRecord): string =>
  [id, dataset, startedBy, error?.code ?? '', error?.message ?? ''].join(' ').toLowerCase()
