import type { LoadResult, RunRecord } from '../../contract'
import { AppError } from '../../lib/errors'
import { newId } from '../../lib/ids'
import type { JobContext, JobOutcome } from '../jobs/job'
import { runUndo } from '../loads/run-undo'
import type { Services } from '../services'
import { attemptsOf } from './attempts-of'
import { builtOn, changedBy } from './built-on'

/** What an undo will take back, by dataset: those that were made last come first. `undo.refused` where it may not. */
export async function undoable(services: Services, id: string): Promise<Map<string, RunRecord[]>> {
  const runs = attemptsOf(services, id).filter((run) => run.state === 'done' && changedBy(run).length > 0)
  if (runs.length === 0) {
    throw new AppError('undo.refused', `Run ${id} has changed nothing; there is nothing to undo.`, { details: { run: id } })
  }
  const later = await builtOn(services, runs)
  if (later.length > 0) {
    const [first] = later
    throw new AppError(
      'undo.refused',
      `${later.length} later changes were built on what ${id} wrote, the first by ${first?.run ?? ''} in ${first?.dataset ?? ''} ${first?.dt ?? ''}.`,
      {
        hint: 'Undo those first, newest first, or restore the partitions to a version of your choice.',
        details: { run: id, list: later }
      }
    )
  }
  const byDataset = new Map<string, RunRecord[]>()
  for (const run of runs.toReversed()) byDataset.set(run.dataset, [run, ...(byDataset.get(run.dataset) ?? [])])
  return byDataset
}

/** Takes back what a run or a backfill changed, in one commit for each dataset. */
export async function undoRuns(
  services: Services,
  byDataset: ReadonlyMap<string, RunRecord[]>,
  job: JobContext
): Promise<JobOutcome> {
  let last: JobOutcome | undefined
  const results: LoadResult[] = []
  for (const [name, runs] of byDataset) {
    const single = byDataset.size === 1
    const own: JobContext = single ? job : { ...job, id: newId(services.clock.now()) }
    last = await runUndo(services, { name, runs: runs.map(({ id }) => id) }, own)
    results.push(last.result as LoadResult)
    if (last.error !== undefined) return last
    services.events.emit('lake', { name, version: null })
  }
  return { result: results.at(-1) }
}
