import type { CheckReport, CheckResult, CheckSpec } from '../../contract'

/** Results that a report keeps, and rows of samples in all of them. */
const MOST = { results: 10_000, samples: 2_000 }

/** What checks found in partitions, with how often each would have fired. */
export function reportOf(
  dataset: string,
  at: string,
  checks: readonly CheckSpec[],
  partitions: number,
  results: readonly CheckResult[]
): CheckReport {
  const fired = checks.map(({ id }) => {
    const own = results.filter(({ check }) => check === id)
    const count = (state: CheckResult['state']): number => own.filter((one) => one.state === state).length
    return { check: id, failed: count('failed'), skipped: count('skipped'), of: own.length }
  })
  return { dataset, at, partitions, results: bounded(results), fired }
}

/** What failed before what did not, as far as a report holds it; samples of the newest partitions. */
function bounded(results: readonly CheckResult[]): CheckResult[] {
  const newest = results.toSorted((a, b) => (a.dt < b.dt ? 1 : a.dt > b.dt ? -1 : 0))
  const failed = newest.filter(({ state }) => state === 'failed')
  const kept = new Set([...failed, ...newest.filter(({ state }) => state !== 'failed')].slice(0, MOST.results))
  let left = MOST.samples
  return newest
    .filter((one) => kept.has(one))
    .map((one) => {
      const sample = one.sample.slice(0, left)
      left -= sample.length
      return { ...one, sample }
    })
}
