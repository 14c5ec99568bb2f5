import type { RunSummary } from '../../../../pipeline/contract'

/** More than this is not drawn; the table has it all. */
const MOST_RUNS = 5_000

export interface AllRuns {
  /** Newest first. */
  runs: RunSummary[]
  total: number
}

/**
 * All runs, newest first, up to MOST_RUNS: page by page down to where `known` goes on. What is known of finished runs stays true, so
 * that of a long history only what began or ended since is read. Undefined where a page cannot be had.
 */
export async function readNewer(
  page: (from: number) => Promise<AllRuns | undefined>,
  known: readonly RunSummary[]
): Promise<AllRuns | undefined> {
  const found = new Map<string, RunSummary>()
  for (let from = 0; ;) {
    const next = await page(from)
    if (next === undefined) return undefined
    from += next.runs.length
    for (const run of next.runs) found.set(run.id, run)
    const read = [...found.values()]
    if (from >= Math.min(next.total, MOST_RUNS) || next.runs.length === 0) return { runs: read, total: next.total }
    // Where runs left the filter since, the lengths differ, and all of it is read anew.
    const runs = goOnWith(read, known)
    if (runs.length === next.total || runs.length >= MOST_RUNS) return { runs: runs.slice(0, MOST_RUNS), total: next.total }
  }
}

/** With the older runs that are known, where none of these was at work. */
function goOnWith(runs: RunSummary[], known: readonly RunSummary[]): RunSummary[] {
  const last = runs.at(-1)?.id
  const at = known.findIndex(({ id }) => id === last)
  const older = at < 0 ? [] : known.slice(at + 1)
  return older.some(({ finishedAt }) => finishedAt === null) ? runs : [...runs, ...older]
}
