import type { ErrorCode, ErrorData } from '../../contract'

const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'check.empty',
  'check.failed',
  'derive.outside',
  'load.duplicate_keys',
  'load.needs_review',
  'load.too_many_bad',
  'schema.breaking',
  'schema.too_wide',
  'source.incomplete'
])

/** A check said no to the data: nothing is broken, and trying again changes nothing. */
export const isRefusal = (code: ErrorCode): boolean => refusals.has(code)

/** Whether each partition by itself would end as all of them did together. */
export const endsAlike = ({ code, details }: Pick<ErrorData, 'code' | 'details'>): boolean =>
  code === 'plan.stale' || code === 'dataset.missing' || (code === 'schema.breaking' && details?.['left'] !== undefined)

/** How a unit ends that fails as a whole. */
export function outcomeOf({ code }: Pick<ErrorData, 'code'>): 'failed' | 'refused' | 'cancelled' {
  if (code === 'cancelled') return 'cancelled'
  return isRefusal(code) ? 'refused' : 'failed'
}
