import type { RunSummary } from '../../../../pipeline/contract'
import { formatInstant } from '../../../ui/format-time'
import { runStateOf, type RunState } from '../shared/symbols'

/** One bar: a run, or several that stand too close to be told apart. */
export interface Mark {
  x: number
  width: number
  /** Of several the worst. */
  state: RunState
  runs: RunSummary[]
}
export interface Lane {
  dataset: string
  /** Runs at the same time lie below one another. */
  tracks: Mark[][]
}
export interface Span {
  /** ms since the epoch. */
  from: number
  until: number
  /** Pixels between both. */
  width: number
}

/** No bar is narrower, so that every run can be hit, in pixels. */
export const LEAST = 7
/** More runs at the same time are drawn as one. */
const MOST_TRACKS = 3

const severity: readonly RunState[] = ['unchanged', 'done', 'staged', 'cancelled', 'interrupted', 'running', 'refused', 'failed']
const worse = (a: RunState, b: RunState): RunState => (severity.indexOf(a) >= severity.indexOf(b) ? a : b)

export const pixelOf = (ms: number, { from, until, width }: Span): number => ((ms - from) / (until - from)) * width

/** A lane for each dataset, the one with the newest run first. Runs that have not ended reach to `now`. */
export function lanesOf(runs: readonly RunSummary[], span: Span, now: number): Lane[] {
  const lanes = new Map<string, Lane>()
  const newest = pixelOf(now, span)
  for (const run of runs) if (!lanes.has(run.dataset)) lanes.set(run.dataset, { dataset: run.dataset, tracks: [] })
  for (const run of runs.toReversed()) {
    const x = Math.max(0, pixelOf(Date.parse(run.startedAt), span))
    const end = pixelOf(run.finishedAt === null ? now : Date.parse(run.finishedAt), span)
    const mark: Mark = {
      x: Math.max(0, Math.min(x, newest - LEAST)),
      width: Math.max(LEAST, end - x),
      state: runStateOf(run),
      runs: [run]
    }
    if (end >= 0) put(lanes.get(run.dataset)?.tracks ?? [], mark)
  }
  return [...lanes.values()].filter(({ tracks }) => tracks.length > 0)
}

function put(tracks: Mark[][], mark: Mark): void {
  const small = mark.width <= LEAST
  for (const track of tracks) {
    const last = track.at(-1)
    if (last === undefined || last.x + last.width + 1 <= mark.x) {
      track.push(mark)
      return
    }
    if (small && last.width <= LEAST * 2) {
      join(last, mark)
      return
    }
  }
  const last = tracks.at(-1)?.at(-1)
  if (tracks.length < MOST_TRACKS || last === undefined) tracks.push([mark])
  else join(last, mark)
}

function join(into: Mark, mark: Mark): void {
  into.width = Math.max(into.width, mark.x + mark.width - into.x)
  into.state = worse(into.state, mark.state)
  into.runs.push(...mark.runs)
}

export interface Tick {
  x: number
  label: string
}

const HOUR_MS = 3_600_000

/** Whole hours or midnights of the zone, so many that their labels do not touch. */
export function ticksOf(span: Span, zone: string): Tick[] {
  const hours = (span.until - span.from) / HOUR_MS
  const first = Math.ceil(span.from / HOUR_MS) * HOUR_MS
  const all = Array.from({ length: Math.max(0, Math.floor((span.until - first) / HOUR_MS) + 1) }, (_, hour) => {
    const at = first + hour * HOUR_MS
    const text = formatInstant(new Date(at).toISOString(), zone)
    return {
      at,
      date: text.slice(5, 10),
      day: Number(text.slice(8, 10)),
      hour: Number(text.slice(11, 13)),
      clock: text.slice(11, 16)
    }
  })
  const chosen = hours <= 48 ? all.filter(({ hour }) => hour % 3 === 0) : all.filter(({ hour }) => hour === 0)
  const thinned = hours > 24 * 14 ? chosen.filter((_, index) => index % 3 === 0) : chosen
  return thinned.map(({ at, date, hour, clock }) => ({ x: pixelOf(at, span), label: hour === 0 ? date : clock }))
}
