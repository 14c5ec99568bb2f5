import { checkpointActions, writeCheckpoint } from './checkpoint'
import type { TableState } from './fold'
import { checkpointKey, lastCheckpointKey } from './log-files'
import type { ObjectStore } from './object-store'

/** Commits after which a checkpoint is written: opening a table reads at most so many commit files. */
export const CHECKPOINT_EVERY = 20
/** Tombstones stay in checkpoints for Delta's default of a week, so that no vacuum deletes what a reader still uses. */
const TOMBSTONES_MS = 7 * 24 * 3600 * 1000

/** Writes the checkpoint of a state and points at it. Any writer makes the same one, so it may be replaced. */
export async function putCheckpoint(store: ObjectStore, table: string, state: TableState, nowMs: number): Promise<void> {
  const { version } = state.snapshot
  const { bytes, size } = writeCheckpoint(checkpointActions(state, nowMs - TOMBSTONES_MS))
  await store.put(checkpointKey(table, version), bytes)
  const pointer = { version, size, sizeInBytes: bytes.length, numOfAddFiles: state.adds.size }
  await store.put(lastCheckpointKey(table), new TextEncoder().encode(JSON.stringify(pointer)))
}
