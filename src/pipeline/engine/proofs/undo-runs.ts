import { loadResult, type ErrorData, type LoadResult, type RunRecord } from '../../contract'
import { newId } from '../../lib/ids'
import type { JobContext, JobOutcome } from '../jobs/job'
import { runUndo } from '../loads/run-undo'
import { draftUndo } from '../loads/undo-draft'
import type { Services } from '../services'
import { madeStale } from './made-stale'

interface Undone {
  dataset: string
  result: LoadResult
}

/**
 * Takes back what a run or a backfill changed, in one commit for each dataset; the result is of all of them. Nothing is changed where one of
 * them may not come back: `undo.refused`, and `lake.corrupt` or `disk.full` where its table cannot be read, are thrown. Where a commit fails
 * after that (`commit.conflict`, `disk.full`), the outcome's error names those that are `undone`.
 */
export async function undoRuns(
  services: Services,
  byDataset: ReadonlyMap<string, RunRecord[]>,
  job: JobContext
): Promise<JobOutcome> {
  const requests = [...byDataset].map(([name, runs]) => ({ name, runs: runs.map(({ id }) => id) }))
  const [only] = requests
  if (requests.length === 1 && only !== undefined) {
    const { result, error } = await runUndo(services, only, job)
    if (error !== undefined) return { result, error }
    const own = loadResult.parse(result)
    return { result: await withStale(services, own, [{ dataset: only.name, result: own }]) }
  }
  for (const request of requests) await draftUndo(services, request, job.signal)
  const undone: Undone[] = []
  for (const request of requests) {
    const { result, error } = await runUndo(services, request, { ...job, id: newId(services.clock.now()) })
    const own = loadResult.parse(result)
    if (error !== undefined) return { result: { ...together(undone, own), state: own.state }, error: halfway(error, undone) }
    undone.push({ dataset: request.name, result: own })
    services.events.emit('lake', { name: request.name, version: own.version })
  }
  return { result: await withStale(services, together(undone), undone) }
}

async function withStale(services: Services, result: LoadResult, undone: readonly Undone[]): Promise<LoadResult> {
  const changed = undone.map(({ dataset, result: own }) => [dataset, new Set(own.partitions.map(({ dt }) => dt))] as const)
  try {
    const stale = await madeStale(services, new Map(changed))
    return stale.length === 0 ? result : { ...result, stale }
  } catch (error) {
    // It is committed: what follows from it shows on its own.
    services.logger.warn('what an undo made stale cannot be told', { error: String(error) })
    return result
  }
}

/** `failed`: of the one that failed, which changed nothing. */
function together(undone: readonly Undone[], failed?: LoadResult): LoadResult {
  const results = undone.map(({ result }) => result)
  const sum = (of: (result: LoadResult) => number): number => results.reduce((total, result) => total + of(result), 0)
  return {
    run: failed?.run ?? results.at(-1)?.run ?? '',
    state: results.some(({ state }) => state === 'done') ? 'done' : 'unchanged',
    rowsRead: sum(({ rowsRead }) => rowsRead),
    rowsWritten: sum(({ rowsWritten }) => rowsWritten),
    rowsQuarantined: sum(({ rowsQuarantined }) => rowsQuarantined),
    rowsSuperseded: sum(({ rowsSuperseded }) => rowsSuperseded),
    partitions: undone.flatMap(({ dataset, result }) => result.partitions.map((partition) => ({ dataset, ...partition }))),
    version: null,
    notes: results.flatMap(({ notes }) => notes)
  }
}

function halfway(error: ErrorData, undone: readonly Undone[]): ErrorData {
  if (undone.length === 0) return error
  const said = undone.map(({ dataset, result }) => `${dataset} (run ${result.run})`).join(', ')
  return {
    ...error,
    message: `${error.message} Before that, ${said} went back to what it was, and stays so; the others are unchanged.`,
    details: { ...error.details, undone: undone.map(({ dataset }) => dataset) }
  }
}
