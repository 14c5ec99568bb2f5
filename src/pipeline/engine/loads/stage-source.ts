import type { SourcedSpec } from '../../contract'
import type { Snapshot } from '../../lake/types'
import type { CurrentTable, IntervalWindow, PlannedFiles, StagedLoad } from '../../load/worker-api'
import { redactText } from '../../lib/redact'
import { s3AccessFor } from '../connections/s3-access'
import type { JobContext } from '../jobs/job'
import type { Services } from '../services'
import type { Attempt } from './attempt'
import { currentTable } from './stage-request'

/** Which part of a source is read: a range, exactly these partitions, or these intervals of them. */
export interface StageScope {
  from?: string | undefined
  to?: string | undefined
  only?: string[] | undefined
  intervals?: IntervalWindow[] | undefined
  again: boolean
  /** The columns may be other ones than the table's: see StageRequest. */
  otherColumns?: boolean | undefined
  /** What a plan listed of it. */
  planned?: PlannedFiles | undefined
}

/** Share of a load's progress that is reached when its files are written; the rest is the commit. */
const STAGED = 0.95

/** Reads a source in the load worker into staged files. Nothing of the lake changes. */
export async function stageSource(
  services: Services,
  spec: SourcedSpec,
  scope: StageScope,
  job: JobContext,
  { scratch, staging, book }: Attempt,
  base: Snapshot | undefined
): Promise<StagedLoad> {
  book.say(`Reading ${redactText(spec.source.location)} (${spec.mode}).`)
  const s3 = await s3AccessFor(services, spec.source)
  const current = await currentTable(services.store, spec, base, scope.only)
  const work = {
    spec,
    workspaceRoot: services.workspace.root,
    runId: job.id,
    ...scope,
    s3,
    now: services.clock.now(),
    scratch,
    staging,
    current
  }
  const staged = await services.pool.load.stage(work, {
    signal: job.signal,
    progress: (update) =>
      job.progress({ ...update, ...(update.fraction === undefined ? {} : { fraction: update.fraction * STAGED }) })
  })
  return { ...staged, notes: [...staged.notes, ...mended(staged, current)] }
}

/** Partitions whose files were gone or cut, and are written again. */
function mended(staged: StagedLoad, current: CurrentTable | undefined): StagedLoad['notes'] {
  const damaged = new Set(current?.partitions.flatMap((partition) => (partition.damaged === true ? [partition.dt] : [])))
  const count = staged.partitions.filter(({ dt }) => damaged.has(dt)).length
  return count === 0 ? [] : [{ code: 'partition.mended', column: null, count }]
}
