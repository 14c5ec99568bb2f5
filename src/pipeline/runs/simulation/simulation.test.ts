import { afterEach, describe, expect, it } from 'vitest'
import { plants, type Plant } from './plants'
import { outcomeOf, storyOf } from './shrink'
import { simulate } from './simulate'

/** `PENSTOCK_SEEDS=1000` for more, `PENSTOCK_SEED=17` for one again. */
const count = Number(process.env.PENSTOCK_SEEDS ?? 200)
const one = process.env.PENSTOCK_SEED
const seeds = one === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(one)]

/** The story of the first seed that goes wrong. */
function firstStory(): string | undefined {
  const seed = seeds.find((each) => outcomeOf(each).violations.length > 0)
  return seed === undefined ? undefined : storyOf(seed, {})
}

/** More goes wrong than in the seeds that must be green, so that what is rare comes soon. */
const rougher = { crash: 0.02, failure: 0.12 }

/** The first violation of this kind with the protection taken away. */
function firstViolation(plant: Plant | undefined, sentence: RegExp): string | undefined {
  for (const seed of seeds) {
    const found = outcomeOf(seed, { plant, faults: rougher }).violations.find((violation) => sentence.test(violation))
    if (found !== undefined) return found
  }
  return undefined
}

describe('F26: schedules, backfills, reviews, undos and a lake, with crashes, delays, duplicates and a clock that jumps', () => {
  afterEach(() => delete process.env.PENSTOCK_PLANT)

  it(`loses no interval, publishes none twice, forgets no run, shows nothing staged, undoes exactly, and does what was planned or says why: ${seeds.length} seeds`, () => {
    expect(firstStory()).toBeUndefined()
  }, 120_000)

  it.skipIf(one !== undefined).each(Object.entries(plants) as [Plant, RegExp][])(
    'is red where the engine lacks a protection: %s',
    (plant, sentence) => {
      expect(firstViolation(plant, sentence)).toMatch(sentence)
    },
    120_000
  )

  it.skipIf(one !== undefined)(
    'is red when what was published before a crash is not taken as done, by the state machine itself',
    () => {
      process.env.PENSTOCK_PLANT = 'double-publish'
      expect(firstViolation(undefined, plants['forget-commits'])).toBeDefined()
    },
    120_000
  )

  it('tells of a seed that goes wrong the shortest days and what happened to what it names', () => {
    const story = storyOf(2, { plant: 'undo-table' })
    expect(story).toMatch(/^seed 2 \(run it again with PENSTOCK_SEED=2\), shrunk to {"steps":\d+,.*"duplicate":0/)
    expect(story).toMatch(/is no part of what it takes back/)
    expect(story).toMatch(/r\d+ undoes r\d+/)
  }, 60_000)

  it('is the same days for the same seed, and has everything in it', () => {
    const [first, second] = [simulate(7), simulate(7)]
    expect(second.durable).toEqual(first.durable)
    const all = Array.from({ length: 40 }, (_, index) => simulate(index + 1))
    const states = new Set(all.flatMap(({ durable }) => [...durable.backfills.values()].map(({ state }) => state)))
    expect(states).toEqual(new Set(['done', 'failed', 'cancelled', 'discarded']))
    const seen = new Set(all.flatMap(({ witness }) => [...witness.seen.keys()]))
    const steps = ['staged', 'published', 'discarded', 'undone', 'asked again']
    const refusals = ['undo.refused', 'plan.stale', 'source.changed', 'run.overlap', 'load.busy']
    expect([...seen]).toEqual(expect.arrayContaining([...steps, ...refusals]))
    expect(all.some(({ crashes }) => crashes > 0)).toBe(true)
  }, 60_000)
})
