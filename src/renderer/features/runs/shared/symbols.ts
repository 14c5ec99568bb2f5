import type { BackfillState, ItemState, PartitionState, RunSummary } from '../../../../pipeline/contract'

/** A run's state as it is shown: what was only staged for a review has changed nothing in the lake, but is not "no change" either. */
export type RunState = RunSummary['state'] | 'staged'

export const runStateOf = ({ state, staged }: Pick<RunSummary, 'state' | 'staged'>): RunState =>
  state === 'unchanged' && staged === true ? 'staged' : state

/** States of runs, backfills and their partitions, drawn with the shapes of the partition states; the word stands beside. */
export const runSymbols: Record<RunState, PartitionState> = {
  running: 'running',
  done: 'ok',
  unchanged: 'empty',
  staged: 'stale',
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
