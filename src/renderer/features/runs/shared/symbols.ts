import type { BackfillState, ItemState, PartitionState, RunSummary } from '../../../../pipeline/contract'

export type RunState = RunSummary['state']

/** States of runs, backfills and their partitions, drawn with the shapes of the partition states; the word stands beside. */
export const runSymbols: Record<RunState, PartitionState> = {
  running: 'running',
  done: 'ok',
  unchanged: 'empty',
  refused: 'refused',
  failed: 'failed',
  cancelled: 'missing',
  interrupted: 'partial'
}

export const itemSymbols: Record<ItemState, PartitionState> = {
  waiting: 'missing',
  running: 'running',
  staged: 'stale',
  ok: 'ok',
  empty: 'empty',
  failed: 'failed',
  refused: 'refused',
  cancelled: 'missing',
  skipped: 'missing'
}

export const backfillSymbols: Record<BackfillState, PartitionState> = {
  running: 'running',
  pausing: 'running',
  paused: 'partial',
  cancelling: 'running',
  staged: 'stale',
  publishing: 'running',
  done: 'ok',
  failed: 'failed',
  cancelled: 'missing',
  discarded: 'empty'
}
