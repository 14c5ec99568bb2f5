import { availableParallelism } from 'node:os'

/** What a contestant produced, as a text that must be equal on both sides. */
export type Fingerprint = string

export interface Contest {
  /** The timed work. What it returns is read, untimed, by `fingerprint`. */
  ours(): Promise<void>
  peer(): Promise<void>
  /** A physical floor, such as writing and syncing the same bytes; undefined where none bounds the path. */
  floor?: () => Promise<void>
  /** Fingerprints of what each side made last; untimed. */
  fingerprint(side: 'ours' | 'peer'): Promise<Fingerprint>
  /** Removes what a round made; untimed. */
  clear(side: 'ours' | 'peer' | 'floor'): Promise<void>
  dispose(): Promise<void>
}

export interface Benchmark {
  id: string
  title: string
  /** What must hold, in words. */
  bar: string
  /** Why it cannot be measured here, such as a peer that is not installed; with `install` that is fetched first. */
  missing?: (install: boolean) => Promise<string | undefined>
  prepare(): Promise<Contest>
}

export interface BenchResult {
  id: string
  /** Median of ours by median of the peer's; null where the outputs differ. */
  ratio: number | null
  ours: number
  peer: number
  floor: number | null
  unit: 'ms'
  /** Fastest and slowest round of ours. */
  min: number
  max: number
  /** Fastest and slowest round of the peer's. */
  peerMin: number
  peerMax: number
  rounds: number
  equal: boolean
  cores: number
}

const ROUNDS = 5
/** A peer whose rounds differ by more than this share is measured once more. */
const SPREAD = 0.2

/** Runs both in turn (A B A B …) after one warm-up each; compares what they made before it speaks of a ratio. */
export async function measure(benchmark: Benchmark): Promise<BenchResult> {
  const contest = await benchmark.prepare()
  try {
    await timed(contest, 'ours')
    await timed(contest, 'peer')
    const equal = (await contest.fingerprint('ours')) === (await contest.fingerprint('peer'))
    await contest.clear('ours')
    await contest.clear('peer')
    let times = await rounds(contest)
    if (spread(times.peer) > SPREAD) times = await rounds(contest)
    return resultOf(benchmark.id, times, equal)
  } finally {
    await contest.dispose()
  }
}

interface Times {
  ours: number[]
  peer: number[]
  floor: number[]
}

async function rounds(contest: Contest): Promise<Times> {
  const times: Times = { ours: [], peer: [], floor: [] }
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of ['ours', 'peer', 'floor'] as const) {
      if (side === 'floor' && contest.floor === undefined) continue
      times[side].push(await timed(contest, side))
      await contest.clear(side)
    }
  }
  return times
}

async function timed(contest: Contest, side: 'ours' | 'peer' | 'floor'): Promise<number> {
  globalThis.gc?.()
  const before = performance.now()
  await contest[side]?.()
  return performance.now() - before
}

function resultOf(id: string, { ours, peer, floor }: Times, equal: boolean): BenchResult {
  return {
    id,
    ratio: equal ? round(median(ours) / median(peer), 3) : null,
    ours: round(median(ours)),
    peer: round(median(peer)),
    floor: floor.length === 0 ? null : round(median(floor)),
    unit: 'ms',
    min: round(Math.min(...ours)),
    max: round(Math.max(...ours)),
    peerMin: round(Math.min(...peer)),
    peerMax: round(Math.max(...peer)),
    rounds: ours.length,
    equal,
    cores: availableParallelism()
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const spread = (values: readonly number[]): number => (Math.max(...values) - Math.min(...values)) / median(values)
const round = (value: number, digits = 1): number => Number(value.toFixed(digits))
