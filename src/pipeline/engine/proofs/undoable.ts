import type { RunRecord } from '../../contract'
import { AppError } from '../../lib/errors'
import { changedBy, markersBefore, markersOf } from '../../runs/undo'
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
async function changing(services: Services, runs: readonly RunRecord[]): Promise<RunRecord[]> {
  const done = runs.filter(({ state }) => state === 'done')
  const unchanged = Map.groupBy(
    done.filter((run) => changedBy(run).length === 0),
    ({ dataset }) => dataset
  )
  const marking = new Set<string>()
  for (const [dataset, own] of unchanged) for (const id of await markingOf(services, dataset, own)) marking.add(id)
  return done.filter((run) => changedBy(run).length > 0 || marking.has(run.id))
}

/** Of runs of a dataset those whose word on an empty interval still stands. */
async function markingOf({ table }: Services, dataset: string, runs: readonly RunRecord[]): Promise<string[]> {
  const base = await table(dataset).snapshot()
  if (base === undefined || markersOf(base).size === 0) return []
  const own = new Set(runs.map(({ id }) => id))
  const first = Math.min(...runs.map(({ versionAfter }) => versionAfter ?? Infinity))
  if (first > base.version) return []
  const found: string[] = []
  for await (const { runId, txns } of table(dataset).steps(first, base.version)) {
    if (runId === undefined || !own.has(runId)) continue
    const said = { before: { txns: txns.before }, after: { txns: txns.after } }
    if (markersBefore(base, [said]).size > 0) found.push(runId)
  }
  return found
}
