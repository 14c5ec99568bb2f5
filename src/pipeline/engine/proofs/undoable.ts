import type { RunRecord } from '../../contract'
import { AppError } from '../../lib/errors'
import { changedBy } from '../../runs/undo'
import { undoneMarkers } from '../loads/undo-markers'
import type { Services } from '../services'
import { attemptsOf } from './attempts-of'
import { builtOn } from './built-on'

/** What an undo will take back, by dataset: those that were made last come first. `undo.refused` where it may not. */
export async function undoable(services: Services, id: string): Promise<Map<string, RunRecord[]>> {
  const runs = await changing(services, attemptsOf(services, id))
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

/** Those that committed a change of rows, or that an interval is empty. */
async function changing({ table }: Services, runs: readonly RunRecord[]): Promise<RunRecord[]> {
  const found: RunRecord[] = []
  for (const run of runs.filter(({ state }) => state === 'done')) {
    const base = changedBy(run).length > 0 ? undefined : await table(run.dataset).snapshot()
    if (changedBy(run).length > 0 || (base && (await undoneMarkers(table(run.dataset), base, [run.id])).size > 0)) found.push(run)
  }
  return found
}
