import type { RunSummary } from '../../../pipeline/contract'

const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

export interface TimelineBar {
  run: RunSummary
  /** Shares of the width, 0 (24 hours ago) to 1 (now). */
  from: number
  to: number
}
export interface TimelineLane {
  dataset: string
  bars: TimelineBar[]
}

/** The runs of the 24 hours before `now` by dataset, those with the newest run first; what began earlier is cut at the edge. */
export function timelineLanes(runs: readonly RunSummary[], now: number): TimelineLane[] {
  const begin = now - DAY_MS
  const share = (ms: number): number => Math.min(1, Math.max(0, (ms - begin) / DAY_MS))
  const lanes = new Map<string, TimelineBar[]>()
  for (const run of runs) {
    const end = run.finishedAt === null ? now : Date.parse(run.finishedAt)
    if (end < begin) continue
    const bars = lanes.get(run.dataset) ?? []
    lanes.set(run.dataset, bars)
    bars.push({ run, from: share(Date.parse(run.startedAt)), to: share(end) })
  }
  return [...lanes]
    .map(([dataset, bars]) => ({ dataset, bars: bars.toSorted((left, right) => left.from - right.from) }))
    .sort((left, right) => (right.bars.at(-1)?.to ?? 0) - (left.bars.at(-1)?.to ?? 0))
}

/** Whole hours divisible by `every` on a clock of the zone within the 24 hours before `now`, as shares of the width. */
export function timelineTicks(now: number, every: number, hourIn: (ms: number) => number): { hour: number; at: number }[] {
  const begin = now - DAY_MS
  const first = Math.ceil(begin / HOUR_MS) * HOUR_MS
  return Array.from({ length: 24 }, (_, index) => first + index * HOUR_MS)
    .filter((ms) => ms <= now && hourIn(ms) % every === 0)
    .map((ms) => ({ hour: hourIn(ms), at: (ms - begin) / DAY_MS }))
}
