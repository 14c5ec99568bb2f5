import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { BackfillOnly } from '../../contract'
import { shippedCalendar } from '../../calendar'
import type { MadeFrom } from '../../lake/types'
import { naiveMart, naivePlan, tradingDays, type NaiveWorld } from '../testing/naive-planner'
import { derived, sourced } from '../testing/specs'
import { error, factsOf, partition, worldOf } from '../testing/worlds'
import type { World } from '../types'
import { planBackfill } from '.'

const krx = shippedCalendar('krx')
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(fc.constantFrom(...tradingDays), value, { maxKeys: 40, noNullPrototype: true })
const date = fc
  .integer({ min: Date.UTC(2023, 6, 5), max: Date.UTC(2023, 8, 20) })
  .map((at) => new Date(at).toISOString().slice(0, 10))

const naiveWorld: fc.Arbitrary<NaiveWorld> = fc
  .record({
    today: date,
    from: fc.option(date),
    prices: fc.oneof({ arbitrary: some(fc.nat(3)), weight: 4 }, { arbitrary: fc.constant({}), weight: 1 }),
    // A source may be empty, and of a dataset of which nothing is there.
    files: fc.oneof({ arbitrary: some(fc.integer({ min: 1, max: 1000 })), weight: 4 }, { arbitrary: fc.constant({}), weight: 1 }),
    trouble: some(fc.constantFrom('failed' as const, 'refused' as const)),
    running: fc.subarray([...tradingDays], { maxLength: 3 }),
    mart: fc.subarray([...tradingDays]),
    replaced: fc.subarray([...tradingDays]),
    lookback: fc.nat(3),
    active: fc.subarray(['prices', 'mart'])
  })
  .map((world) => {
    // What lies in the future has not been made.
    const past = <T>(of: Record<string, T>): Record<string, T> =>
      Object.fromEntries(Object.entries(of).filter(([dt]) => dt <= world.today))
    const mart = world.mart.filter((dt) => dt <= world.today)
    return {
      ...world,
      mart,
      prices: past(world.prices),
      trouble: past(world.trouble)
    }
  })

const writingOf = ({ replaced }: NaiveWorld, dt: string) =>
  replaced.includes(dt) ? { version: 2, digest: 'd1:2' } : { version: 1, digest: 'd1:1' }

/** All that is there of what it reads, as it was before anything was replaced. */
const madeFrom = ({ prices, lookback }: NaiveWorld, dt: string): MadeFrom[] =>
  tradingDays
    .slice(Math.max(0, tradingDays.indexOf(dt) - lookback), tradingDays.indexOf(dt) + 1)
    .filter((read) => read in prices)
    .map((read) => ({ dataset: 'prices', dt: read, version: 1, digest: 'd1:1' }))

function worldFrom(naive: NaiveWorld): World {
  const prices = factsOf(
    sourced('prices', { calendar: 'krx', ...(naive.from === null ? {} : { range: { from: naive.from } }) }),
    {
      calendar: krx,
      partitions: new Map(
        Object.entries(naive.prices).map(([dt, rows]) => [dt, partition(dt, { rows, ...writingOf(naive, dt) })])
      ),
      troubles: new Map(Object.entries(naive.trouble).map(([dt, state]) => [dt, { state, error: error('check.empty') }])),
      running: new Map(naive.running.map((dt) => [dt, 'run-1'])),
      source: Object.entries(naive.files).map(([dt, bytes]) => ({ name: `${dt}.csv`, bytes, modifiedMs: 0, dt }))
    }
  )
  const mart = factsOf(derived('mart', { calendar: 'krx', inputs: { prices: { lookback: naive.lookback } } }), {
    calendar: krx,
    partitions: new Map(naive.mart.map((dt) => [dt, partition(dt, { madeFrom: madeFrom(naive, dt) })]))
  })
  const active = new Map(naive.active.map((name) => [name, `backfill of ${name}`]))
  return worldOf([mart, prices], { mart: ['prices'] }, { now: Date.parse(`${naive.today}T03:00:00Z`), active })
}

const only: fc.Arbitrary<BackfillOnly> = fc.constantFrom<BackfillOnly>(
  'all',
  ...[['missing' as const, 'failed' as const], ['missing' as const], ['failed' as const], ['stale' as const]],
  ['missing', 'stale']
)

it('plans what loops over the dates plan: each date an item or a skip with one reason, to the byte, with what follows', () => {
  fc.assert(
    fc.property(naiveWorld, date, date, only, (naive, one, other, wanted) => {
      const [from = one, to = one] = [one, other].sort()
      fc.pre(from <= naive.today)
      const plan = planBackfill(worldFrom(naive), { name: 'prices', from, to, only: wanted }, { follow: true })
      const expected = naivePlan(naive, from, to, wanted)
      expect(Object.fromEntries(plan.items.map(({ dt, why }) => [dt, why]))).toEqual(expected.run)
      expect(Object.fromEntries(plan.skip.map(({ dt, why }) => [dt, why]))).toEqual(expected.skip)
      expect(plan.items.length + plan.skip.length).toBe(plan.selected)
      expect(plan.items.reduce((sum, { readBytes }) => sum + (readBytes ?? 0), 0)).toBe(expected.bytes)
      expect(Object.fromEntries(plan.follows.map(({ dt, because }) => [dt, because.map((cause) => cause.dt)]))).toEqual(
        expected.follows
      )
    }),
    { numRuns: 300 }
  )
})

it('plans a mart by itself: what is stale, what is missing and why the rest is not made', () => {
  fc.assert(
    fc.property(naiveWorld, date, date, only, (naive, one, other, wanted) => {
      const [from = one, to = one] = [one, other].sort()
      fc.pre(from <= naive.today)
      const plan = planBackfill(worldFrom(naive), { name: 'mart', from, to, only: wanted }, { follow: true })
      const expected = naiveMart(naive, from, to, wanted)
      expect(Object.fromEntries(plan.items.map(({ dt, why }) => [dt, why]))).toEqual(expected.run)
      expect(Object.fromEntries(plan.skip.map(({ dt, why }) => [dt, why]))).toEqual(expected.skip)
    }),
    { numRuns: 300 }
  )
})

it('says of each dataset that a plan would change whether a backfill of it is at work or waits for its review', () => {
  fc.assert(
    fc.property(naiveWorld, only, fc.boolean(), (naive, wanted, follow) => {
      const selection = { name: 'prices', from: '2023-07-05', to: naive.today, only: wanted }
      const [plan, free] = [naive, { ...naive, active: [] }].map((each) => planBackfill(worldFrom(each), selection, { follow }))
      const follows = Object.keys(naivePlan(naive, selection.from, selection.to, wanted).follows).length > 0
      const changed = follow && follows ? ['prices', 'mart'] : ['prices']
      expect(plan?.obstacles.map(({ code, details }) => [code, details?.backfill])).toEqual(
        changed.filter((name) => naive.active.includes(name)).map((name) => ['run.overlap', `backfill of ${name}`])
      )
      // What waits for its review is not there yet: it changes nothing of what would be made.
      expect([plan?.items, plan?.skip, plan?.follows]).toEqual([free?.items, free?.skip, free?.follows])
    }),
    { numRuns: 200 }
  )
})
