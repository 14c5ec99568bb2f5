import type { NeedOf } from '../types'

/** missing: also late and partial · failed: also refused · stale; null for those that need nothing. */
export const needOf: NeedOf = (state) => {
  switch (state) {
    case 'missing':
    case 'late':
    case 'partial':
      return 'missing'
    case 'failed':
    case 'refused':
      return 'failed'
    case 'stale':
      return 'stale'
    default:
      return null
  }
}
