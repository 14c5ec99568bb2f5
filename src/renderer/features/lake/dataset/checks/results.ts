import type { CheckReport, CheckResult } from '../../../../../pipeline/contract'

/** Results by check, oldest partition first; a later report's stand in for an earlier one's of the same partition. */
export function resultsOf(...reports: readonly (CheckReport | undefined)[]): Map<string, CheckResult[]> {
  const byCheck = new Map<string, Map<string, CheckResult>>()
  for (const result of reports.flatMap((report) => report?.results ?? [])) {
    const own = byCheck.get(result.check) ?? new Map<string, CheckResult>()
    byCheck.set(result.check, own.set(result.dt, result))
  }
  return new Map(
    [...byCheck].map(([check, own]) => [check, [...own.values()].sort((left, right) => left.dt.localeCompare(right.dt))])
  )
}
