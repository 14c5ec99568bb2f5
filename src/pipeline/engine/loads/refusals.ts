import type { ErrorCode } from '../../contract'

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
