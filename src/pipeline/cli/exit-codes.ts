import type { ErrorCode, LoadResult } from '../contract'

export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3, cancelled: 130 } as const

/** Errors that are a decision (a rule refused it, somebody else was first), not a breakdown. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'already.done',
  'check.empty',
  'check.failed',
  'derive.outside',
  'graph.cycle',
  'graph.missing',
  'plan.future',
  'plan.order',
  'plan.stale',
  'run.overlap',
  'archive.path',
  'commit.conflict',
  'connection.exists',
  'connection.used',
  'secret.no_store',
  'dataset.exists',
  'engine.locked',
  'load.busy',
  'load.duplicate_keys',
  'load.needs_review',
  'load.too_many_bad',
  'path.refused',
  'schema.breaking',
  'source.changed',
  'source.incomplete',
  'sql.function',
  'sql.invalid',
  'sql.multiple',
  'sql.not_select',
  'sql.outside_lake',
  'state.newer',
  'undo.refused',
  'url.refused',
  'workspace.foreign'
])

export function exitCodeOfError(code: ErrorCode): number {
  if (code === 'usage') return exitCodes.usage
  if (code === 'cancelled') return exitCodes.cancelled
  return refusals.has(code) ? exitCodes.refused : exitCodes.failed
}

export function exitCodeOfLoad({ state, error }: Pick<LoadResult, 'state' | 'error'>): number {
  switch (state) {
    case 'done':
    case 'unchanged':
      // Some of its partitions were refused; the others are published.
      return error === undefined ? exitCodes.done : exitCodeOfError(error.code)
    case 'refused':
      return exitCodes.refused
    case 'cancelled':
      return exitCodes.cancelled
    case 'failed':
      return error === undefined ? exitCodes.failed : exitCodeOfError(error.code)
  }
}
