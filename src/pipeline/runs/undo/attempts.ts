import type { RunRecord } from '../../contract'

const ended: ReadonlySet<RunRecord['state']> = new Set(['done', 'unchanged'])

/** Of the attempts of a backfill those that succeeded, with the partitions that they left in the lake. */
export const succeededOf = (attempts: readonly RunRecord[]): RunRecord[] =>
  attempts
    .filter(({ state }) => ended.has(state))
    .map(inLake)
    .filter(({ staged, partitions }) => staged !== true || partitions.length > 0)

/** What was staged is in the lake by its publication, not by the run that staged it. */
export const inLake = (run: RunRecord): RunRecord =>
  run.staged === true ? { ...run, partitions: run.partitions.filter(({ change }) => change === 'unchanged') } : run

export const changedBy = ({ partitions }: RunRecord): string[] =>
  partitions.filter(({ change }) => change !== 'unchanged').map(({ dt }) => dt)
