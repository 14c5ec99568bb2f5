import { isCollected, isSourced, type DatasetSpec, type LoadResult, type RunTrigger } from '../../contract'
import { loadCalendar } from '../../calendar'
import { toErrorData, type AppError } from '../../lib/errors'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { JobContext, JobOutcome } from '../jobs/job'
import { loadCollected, type LoadedCollection } from '../collect/load-collected'
import { tellChecked } from '../checks/tell-checked'
import type { Services } from '../services'
import { noteRefusals } from './note-refusals'
import { runAttempt, type Attempt, type AttemptSpec } from './attempt'
import { inRounds } from './in-rounds'
import { judgeLoad, refusalOf, type RefusedPartition } from './judge-load'
import { lostTable } from './lost-table'
import { changesNothing, commitStaged, resultOf } from './commit-staged'
import { notSourced } from './not-sourced'
import { stageSource } from './stage-source'

export interface LoadRequest {
  name: string
  from?: string | undefined
  to?: string | undefined
  again: boolean
  /** A person where absent. */
  trigger?: RunTrigger | undefined
}

/** What a load did, and which of its partitions keep what they hold. */
interface Loaded {
  result: LoadResult
  refused: readonly RefusedPartition[]
}

/** Reads the source in a worker and commits what it staged, but for partitions that are refused: each of those keeps an attempt of its own. */
export async function runLoad(services: Services, request: LoadRequest, job: JobContext): Promise<JobOutcome> {
  const { name, from, to, trigger = 'person' } = request
  const spec: AttemptSpec = { dataset: name, kind: 'load', window: { from, to }, trigger }
  let refused: Loaded['refused'] = []
  const outcome = await runAttempt(services, job, spec, async (attempt) => {
    const loaded = await inRounds(attempt, () => loadOnce(services, request, job, attempt))
    refused = loaded.refused
    return loaded.result
  })
  if (outcome.error !== undefined) return outcome
  const results = refused.map(({ dt, error }) => ({ dataset: name, dt, state: 'refused' as const, error: toErrorData(error) }))
  await noteRefusals(services, spec, job, results)
  return outcome
}

async function loadOnce(services: Services, request: LoadRequest, job: JobContext, attempt: Attempt): Promise<Loaded> {
  const base = await services.table(request.name).snapshot()
  const lost = base === undefined ? await lostTable(services, request.name) : undefined
  if (lost !== undefined) {
    attempt.book.say(
      `The table is gone from the lake, although run ${lost.id} had made its version ${lost.versionAfter ?? 0}: it begins anew.`
    )
  }
  attempt.book.note({ versionBefore: base?.version ?? null })
  const {
    spec,
    staged: read,
    markers
  } = await readRows(services, request, await services.datasets.get(request.name), {
    ...{ job, attempt, base }
  })
  const found = lost === undefined ? read : { ...read, notes: [...read.notes, { code: 'table.lost', column: null, count: 1 }] }
  const { kept: staged, refused, checks } = await judgeLoad(services, spec, { base, staged: found }, attempt, job)
  writeDown(attempt, staged, base)
  const refusal = refusalOf(request.name, refused)
  if (refusal !== undefined && staged.partitions.length === 0) throw refusal
  const result = await publish(services, job, attempt, {
    dataset: request.name,
    base,
    staged,
    markers: refused.length === 0 ? markers : NO_MARKERS
  })
  await tellChecked(services, { dataset: request.name, run: job.id }, checks)
  return { result: { ...result, ...errorOf(refusal) }, refused }
}

/** What was refused is asked for again: how far a watermark was read is kept with all of its rows, or not at all. */
const NO_MARKERS: ReadonlyMap<string, number> = new Map()

async function readRows(
  services: Services,
  { from, to, again }: LoadRequest,
  spec: DatasetSpec,
  at: { job: JobContext; attempt: Attempt; base: Snapshot | undefined }
): Promise<LoadedCollection> {
  if (isCollected(spec)) return loadCollected(services, spec, { from, to, again }, at)
  if (!isSourced(spec)) throw notSourced(spec.name)
  if (spec.calendar !== undefined) await loadCalendar(services.workspace.root, spec.calendar)
  const staged = await stageSource(services, spec, { from, to, again }, at.job, at.attempt, at.base)
  return { spec, staged, markers: NO_MARKERS }
}

const errorOf = (refusal: AppError | undefined): Pick<LoadResult, 'error'> =>
  refusal === undefined ? {} : { error: toErrorData(refusal) }

async function publish(
  services: Services,
  job: JobContext,
  attempt: Attempt,
  load: { dataset: string; base: Snapshot | undefined; staged: StagedLoad; markers: ReadonlyMap<string, number> }
): Promise<LoadResult> {
  const { base, staged, markers } = load
  if (changesNothing(staged, base) && markers.size === 0) {
    attempt.book.say('The source holds what the table already has: no change, no commit.')
    return resultOf(job.id, staged, base?.version ?? null)
  }
  const result = await commitStaged(services, job, attempt, { ...load, operation: 'LOAD' })
  attempt.book.say(`Committed as version ${result.version ?? 0}.`)
  return result
}

/** What a staged load would do, in the run's book. */
export function writeDown({ book }: Attempt, staged: StagedLoad, base: Snapshot | undefined): void {
  const before = base === undefined ? undefined : partitionsOf(base)
  const changed = staged.partitions.filter(({ change }) => change !== 'unchanged')
  book.note({
    inputs: staged.inputs,
    bytesRead: staged.bytesRead,
    bytesWritten: changed.flatMap(({ files }) => files).reduce((sum, file) => sum + file.bytes, 0),
    partitions: staged.partitions.map(({ dt, rows, digest, digestBefore, change }) => ({
      dt,
      rows,
      rowsBefore: before?.get(dt)?.rows ?? 0,
      digestBefore: digestBefore ?? before?.get(dt)?.digest ?? null,
      digestAfter: digest ?? null,
      change
    }))
  })
  const { rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded } = staged
  book.say(`Read ${rowsRead} rows: ${rowsWritten} good, ${rowsQuarantined} to quarantine, ${rowsSuperseded} superseded.`)
  for (const note of staged.notes) book.say(`${note.code}${note.column === null ? '' : ` in ${note.column}`}: ${note.count}`)
  book.say(`${changed.length} of ${staged.partitions.length} partitions change.`)
}
