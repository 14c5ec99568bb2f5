import type { LoadResult, RunRecord } from '../../contract'
import type { StagedLoad } from '../../load/worker-api'
import { lostRun, newRun, outcomeOf } from '../units'
import type { Entry } from './lake'
import { dataOf, type Process } from './process'
import type { AppError } from '../../lib/errors'

type Begun = Pick<RunRecord, 'id' | 'dataset' | 'kind' | 'backfill' | 'attempt' | 'trigger'>

/** A run that has begun, as it is written down. */
export const begun = ({ now }: Process, run: Begun): RunRecord => newRun(named(run), now)

/** One of which only its backfill had heard before a crash. */
export const lost = ({ now }: Process, run: Begun): RunRecord => lostRun(named(run), now)

const named = (run: Begun) => ({ ...run, startedBy: run.trigger, engine: 'simulation' })

export const wentWrong = (run: RunRecord, error: AppError): RunRecord => ({
  ...run,
  state: outcomeOf(error),
  error: dataOf(error),
  partitions: []
})

/** What it did, of what it staged; `version`: of its commit, null where there was none. */
export const wentWell = (run: RunRecord, { partitions }: StagedLoad, version: number | null): RunRecord => ({
  ...run,
  state: version === null ? 'unchanged' : 'done',
  versionAfter: version,
  partitions: partitions.map(({ dt, rows, digest, digestBefore, change }) => ({
    ...{ dt, rows, change },
    ...{ digestBefore: digestBefore ?? null, digestAfter: digest ?? null }
  }))
})

/** What a journal keeps of a run before its commit: told of one whose commit is in the log. */
export const resultOf = (run: string, staged: StagedLoad, version: number): LoadResult => ({
  ...{ run, state: 'done', rowsRead: 0, rowsWritten: 0, rowsQuarantined: 0, rowsSuperseded: 0, version, notes: [] },
  partitions: staged.partitions.map(({ dt, rows, digest, change }) => ({ dt, rows, digest: digest ?? null, change }))
})

/** The end of a run that a crash had cut off. */
export function recovered(run: RunRecord, entry: Entry | undefined, result: LoadResult | undefined): RunRecord {
  if (entry === undefined || result === undefined) return { ...run, state: 'interrupted' }
  const partitions = result.partitions.map(({ dt, rows, digest, change }) => ({
    ...{ dt, rows, change },
    ...{ digestBefore: null, digestAfter: digest }
  }))
  return { ...run, state: 'done', versionAfter: entry.version, partitions }
}
