/** Which bands of a scrolled list must be drawn: `first` inclusive, `last` exclusive, with `overscan` more on both sides. */
export function visibleBands(
  scrollTop: number,
  viewport: number,
  bandHeight: number,
  count: number,
  overscan = 3
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(scrollTop / bandHeight) - overscan)
  const last = Math.min(count, Math.ceil((scrollTop + viewport) / bandHeight) + overscan)
  return { first: Math.min(first, last), last }
}
