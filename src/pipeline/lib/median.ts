/** The middle of the values, or between the two middle ones; undefined where there are none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const [below, upper] = [sorted[half - 1], sorted[half]]
  return sorted.length % 2 === 1 || below === undefined || upper === undefined ? upper : (below + upper) / 2
}
