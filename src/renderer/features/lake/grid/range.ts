/** A span of partitions by id, both ends included. */
export interface DtRange {
  from: string
  to: string
}

/** The span between two places of the grid, whichever was first. */
export const rangeBetween = (left: string, right: string): DtRange =>
  left <= right ? { from: left, to: right } : { from: right, to: left }

export const inRange = (range: DtRange | null, dt: string): boolean => range !== null && dt >= range.from && dt <= range.to

const patterns = { month: /^\d{4}-(0[1-9]|1[0-2])$/, day: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ } as const

/** What the user typed as a span; null unless both ends are partitions of this grain and in order. */
export function parseRange(from: string, to: string, grain: 'month' | 'day'): DtRange | null {
  const [first, last] = [from.trim(), to.trim()]
  if (!patterns[grain].test(first) || !patterns[grain].test(last) || first > last) return null
  return { from: first, to: last }
}
