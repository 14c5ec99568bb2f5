import type { RunSummary } from '../../../../pipeline/contract'

export interface RunGroup {
  /** A dataset's name, or a date in the user's zone. */
  key: string
  runs: number
  failed: number
  /** Partitions that changed. */
  changed: number
  rows: number
  seconds: number
  newest: string
}

/** Runs summed by dataset or by day, in the order in which they come. */
export function groupRuns(runs: readonly RunSummary[], keyOf: (run: RunSummary) => string): RunGroup[] {
  const groups = new Map<string, RunGroup>()
  for (const run of runs) {
    const key = keyOf(run)
    const group = groups.get(key) ?? { key, runs: 0, failed: 0, changed: 0, rows: 0, seconds: 0, newest: run.startedAt }
    groups.set(key, {
      key,
      runs: group.runs + 1,
      failed: group.failed + (run.state === 'failed' || run.state === 'refused' ? 1 : 0),
      changed: group.changed + (run.staged === true ? 0 : run.changed),
      rows: group.rows + run.rowsWritten,
      seconds: group.seconds + (run.seconds ?? 0),
      newest: group.newest > run.startedAt ? group.newest : run.startedAt
    })
  }
  return [...groups.values()]
}
