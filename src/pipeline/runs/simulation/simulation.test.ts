import { afterEach, describe, expect, it } from 'vitest'
import type { Plant } from './sim-engine'
import { simulate } from './simulate'

/** `PENSTOCK_SEEDS=1000` for more, `PENSTOCK_SEED=17` for one again. */
const count = Number(process.env.PENSTOCK_SEEDS ?? 200)
const one = process.env.PENSTOCK_SEED
const seeds = one === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(one)]

/** The first seed that goes wrong, and what does. */
function firstViolation(plant?: Plant): string | undefined {
  for (const seed of seeds) {
    const found = violationsOf(seed, plant)
    if (found.length > 0) return `seed ${seed} (run it again with PENSTOCK_SEED=${seed}):\n${found.slice(0, 10).join('\n')}`
  }
  return undefined
}

function violationsOf(seed: number, plant?: Plant): string[] {
  try {
    return simulate(seed, plant).violations
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  }
}

describe('F26: schedules, backfills and a lake, with crashes, delays, duplicates and a clock that jumps', () => {
  afterEach(() => delete process.env.PENSTOCK_PLANT)

  it(`loses no interval, publishes none twice, forgets no run, and does what was planned or says why: ${seeds.length} seeds`, () => {
    expect(firstViolation()).toBeUndefined()
  }, 120_000)

  it('is red when what was published before a crash is not taken as done', () => {
    process.env.PENSTOCK_PLANT = 'double-publish'
    expect(firstViolation()).toMatch(/published 2 times/)
  }, 120_000)

  it.each<[Plant, RegExp]>([
    ['claim-only', /fell due 0 times/],
    ['give-again', /was given to 2 backfills/],
    ['no-record', /is not in the history/],
    ['one-too-few', /did not do what was planned/]
  ])(
    'is red where the engine is wrong: %s',
    (plant, sentence) => {
      expect(firstViolation(plant)).toMatch(sentence)
    },
    120_000
  )

  it('is the same days for the same seed, and has everything in it', () => {
    const [first, second] = [simulate(7), simulate(7)]
    expect(second.durable).toEqual(first.durable)
    const all = seeds.slice(0, 20).map((seed) => simulate(seed))
    const states = new Set(all.flatMap(({ durable }) => [...durable.backfills.values()].map(({ state }) => state)))
    expect(states).toEqual(new Set(['done', 'failed', 'cancelled']))
    expect(all.some(({ crashes }) => crashes > 0)).toBe(true)
    expect(all.some(({ durable }) => durable.refused > 0)).toBe(true)
  }, 60_000)
})
