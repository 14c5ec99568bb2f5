import { AppError } from '../../lib/errors'
import type { CommitDraft, Snapshot, TableSchema } from '../../lake/types'
import type { Services } from '../services'
import { restoredMarkers, undoneMarkers } from './undo-markers'

/** Back to a version (of one partition or all), or to before what these runs changed, oldest first. */
export interface UndoRequest {
  name: string
  version?: number | undefined
  dt?: string | undefined
  runs?: readonly string[] | undefined
}

/** What an undo would commit on top of `base`. */
export interface UndoDraft {
  base: Snapshot
  partitions: CommitDraft['partitions']
  schema: TableSchema | undefined
  txns: ReadonlyMap<string, number>
}

/** Works out what comes back; nothing is changed. `undo.refused` where it may not or cannot. */
export async function draftUndo(services: Services, request: UndoRequest): Promise<UndoDraft> {
  const { name, dt, runs, version = 0 } = request
  const table = services.table(name)
  const base = await table.snapshot()
  if (base === undefined) throw new AppError('undo.refused', `${name} has no version yet; there is nothing to undo.`)
  const partitions = await partitionsBack(services, request, base)
  const txns =
    runs === undefined ? await restoredMarkers(services, { name, version, dt }, base) : await undoneMarkers(table, base, runs)
  // Columns belong to the whole table: they go back only with all of it.
  const schema =
    dt === undefined ? await table.restoredSchema(base, runs?.[0] === undefined ? { version } : { runId: runs[0] }) : undefined
  return { base, partitions, schema, txns }
}

async function partitionsBack({ table }: Services, request: UndoRequest, base: Snapshot): Promise<CommitDraft['partitions']> {
  const { name, version, dt, runs } = request
  if (runs === undefined) return table(name).restoreDraft(base, version ?? 0, dt === undefined ? undefined : [dt])
  const drafts = await Promise.all(runs.toReversed().map((run) => table(name).undoDraft(base, run)))
  // What the oldest run found is what comes back.
  return new Map(drafts.flatMap((draft) => [...draft]))
}
