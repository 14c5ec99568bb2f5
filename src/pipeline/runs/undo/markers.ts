import { INTERVAL_MARKER, WATERMARK_MARKER } from '../../contract'
import type { Snapshot } from '../../lake/types'

/**
 * Transactions by their name: ms of the commit that found an interval empty, and how far a watermark was read. A log forgets none, so 0
 * stands for one that is taken back.
 */
export type Markers = Map<string, number>

type Transactions = Pick<Snapshot, 'txns'>

export const markersOf = (snapshot: Transactions | undefined): Markers =>
  new Map([...(snapshot?.txns ?? [])].filter(([key]) => key.startsWith(INTERVAL_MARKER) || key.startsWith(WATERMARK_MARKER)))

/**
 * What commits said of empty intervals and watermarks, as it was before them; what others said since stays. `commits`: the table before and after, or just
 * the transactions that each set, newest first.
 */
export function markersBefore(
  base: Transactions,
  commits: readonly { before: Transactions | undefined; after: Transactions | undefined }[]
): Markers {
  const now = markersOf(base)
  const back: Markers = new Map()
  for (const commit of commits) {
    const before = markersOf(commit.before)
    for (const [key, at] of markersOf(commit.after)) {
      if (before.get(key) !== at && (back.get(key) ?? now.get(key)) === at) back.set(key, before.get(key) ?? 0)
    }
  }
  return back
}
