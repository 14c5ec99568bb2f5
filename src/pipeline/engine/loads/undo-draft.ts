import { AppError } from '../../lib/errors'
import type { CommitDraft, Snapshot, TableSchema } from '../../lake/types'
import { markersBefore } from '../../runs/undo'
import type { Services } from '../services'
import { restoredMarkers } from './undo-markers'

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

/** Works out what comes back; nothing is changed. `undo.refused` where it may not or cannot, `cancelled`. */
export async function draftUndo(services: Services, request: UndoRequest, signal: AbortSignal): Promise<UndoDraft> {
  const { name, dt, runs } = request
  const table = services.table(name)
  const base = await table.snapshot()
  if (base === undefined) throw new AppError('undo.refused', `${name} has no version yet; there is nothing to undo.`)
  if (runs === undefined) return restoreDraft(services, request, base)
  const { partitions, txns, schema } = await table.undoDraft(base, runs, signal)
  const said = txns.toReversed().map(({ before, after }) => ({ before: { txns: before }, after: { txns: after } }))
  // Columns belong to the whole table: they go back only with all of it.
  return { base, partitions, txns: markersBefore(base, said), schema: dt === undefined ? schema : undefined }
}

async function restoreDraft(services: Services, { name, dt, version = 0 }: UndoRequest, base: Snapshot): Promise<UndoDraft> {
  const table = services.table(name)
  const partitions = await table.restoreDraft(base, version, dt === undefined ? undefined : [dt])
  const txns = await restoredMarkers(services, { name, version, dt }, base)
  return { base, partitions, txns, schema: dt === undefined ? await table.restoredSchema(base, version) : undefined }
}
