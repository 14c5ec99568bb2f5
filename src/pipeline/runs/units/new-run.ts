import type { RunRecord } from '../../contract'
import { toInstant } from '../../lib/clock'

type Begun = Pick<RunRecord, 'id' | 'dataset' | 'kind' | 'startedBy' | 'backfill' | 'attempt' | 'trigger' | 'engine'>

/** A run that begins at `at` (ms since the epoch), as it is written down before it does anything. */
export const newRun = (run: Begun, at: number): RunRecord => ({
  ...run,
  ...{ state: 'running', startedAt: toInstant(at), finishedAt: null, inputs: [], partitions: [], log: [] },
  ...{ versionBefore: null, versionAfter: null, rowsRead: 0, rowsWritten: 0, rowsQuarantined: 0, rowsSuperseded: 0 },
  ...{ bytesRead: 0, bytesWritten: 0 }
})

/** A run of which its backfill had heard, and that was not yet written down when the engine ended: the history keeps that it was to be. */
export function lostRun(run: Begun, at: number): RunRecord {
  const text = 'The engine ended before this could begin; nothing of it was committed.'
  return { ...newRun(run, at), state: 'interrupted', finishedAt: toInstant(at), log: [{ at: toInstant(at), text }] }
}
