import { checkpointActions, writeCheckpoint } from './checkpoint'
import type { TableState } from './fold'
import { checkpointKey, lastCheckpointKey } from './log-files'
import type { ObjectStore } from './object-store'

const SHORTEST = 20
const LONGEST = 200
/** Actions of a checkpoint that cost about as much to write as reading one more commit costs whoever opens the table. */
const PER_COMMIT = 50

/**
 * Whether a checkpoint is due: after 20 commits, or more for a large table, so that the work of checkpoints stays in proportion to the
 * number of commits. Opening a table reads at most 200 commits.
 */
export function checkpointIsDue(state: TableState, lastCheckpoint: number): boolean {
  const actions = state.adds.size + state.removed.size
  return state.snapshot.version - lastCheckpoint >= Math.min(LONGEST, Math.max(SHORTEST, actions / PER_COMMIT))
}

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
