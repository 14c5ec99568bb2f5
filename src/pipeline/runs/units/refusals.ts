import type { ErrorCode, ErrorData } from '../../contract'

const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'check.empty',
  'derive.outside',
  'load.duplicate_keys',
  'load.needs_review',
  'load.too_many_bad',
  'schema.breaking',
  'schema.too_wide'
])

/** A check said no to the data: nothing is broken, and trying again changes nothing. */
export const isRefusal = (code: ErrorCode): boolean => refusals.has(code)

/** How a unit ends that fails as a whole. */
export function outcomeOf({ code }: Pick<ErrorData, 'code'>): 'failed' | 'refused' | 'cancelled' {
  if (code === 'cancelled') return 'cancelled'
  return isRefusal(code) ? 'refused' : 'failed'
}
