const FIRST_MS = 200
const LONGEST_MS = 10_000
/** An engine that ran this long had no trouble starting: the count begins anew. */
const HEALTHY_MS = 30_000

/** How long to wait before the next start, in ms: 200 at first, doubled with each start that did not last, 10,000 at most. */
export function restartDelay(failures: number, livedMs: number): { delayMs: number; failures: number } {
  const before = livedMs >= HEALTHY_MS ? 0 : failures
  return { delayMs: Math.min(FIRST_MS * 2 ** before, LONGEST_MS), failures: before + 1 }
}
