import { describe, expect, it } from 'vitest'
import type { BackfillOnly, BackfillPlan } from '../../contract'
import { augustDays } from '../testing/plans'
import { derived, sourced } from '../testing/specs'
import { error, factsOf, partition, partitions, worldOf } from '../testing/worlds'
import type { DatasetFacts, World } from '../types'
import { planBackfill } from '.'

const days = augustDays(10)
const all = { from: '2023-08-01', to: '2023-08-10' }
const plan = (
  world: World,
  selection: { from?: string; to?: string; dts?: string[]; only?: BackfillOnly } = {},
  options = {}
): BackfillPlan =>
  planBackfill(world, { name: 'prices', only: ['missing', 'failed'], ...selection }, { follow: true, ...options })
const dts = (items: readonly { dt: string }[]): string[] => items.map(({ dt }) => dt)
const reasons = ({ skip }: BackfillPlan): Record<string, string> => Object.fromEntries(skip.map(({ dt, why }) => [dt, why]))

const trouble = (state: 'failed' | 'refused') => ({ state, error: error('check.empty') })
/** 3 missing, 1 failed, 6 ok. */
const ten = (change: Partial<DatasetFacts> = {}): World =>
  worldOf(
    [
      factsOf(sourced('prices', { range: { from: '2023-08-01' } }), {
        partitions: partitions(days.slice(0, 6)),
        troubles: new Map([['2023-08-07', trouble('failed')]]),
        ...change
      })
    ],
    {}
  )

describe('B3: missing and failed', () => {
  it('names the 4 of 10 dates that run and the 6 that are skipped', () => {
    const made = plan(ten(), all)
    expect(made.items.map(({ dt, why }) => [dt, why])).toEqual([
      ['2023-08-07', 'failed'],
      ['2023-08-08', 'missing'],
      ['2023-08-09', 'missing'],
      ['2023-08-10', 'missing']
    ])
    expect(made.skip.map(({ dt, why }) => [dt, why])).toEqual(days.slice(0, 6).map((dt) => [dt, 'ok']))
    expect([made.selected, made.from, made.to]).toEqual([10, '2023-08-01', '2023-08-10'])
  })
})

describe('B6: both ends included', () => {
  it('plans 4 days from the 1st to the 4th', () => {
    const made = plan(worldOf([factsOf(sourced('prices'))], {}), { from: '2023-08-01', to: '2023-08-04' })
    expect([made.selected, dts(made.items)]).toEqual([4, augustDays(4)])
  })

  it('says the same wherever the machine is', () => {
    const zone = process.env.TZ
    const hashes = ['Asia/Seoul', 'UTC', 'America/New_York', 'Pacific/Apia'].map((TZ) => {
      process.env.TZ = TZ
      return plan(ten(), all).hash
    })
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    expect(new Set(hashes).size).toBe(1)
  })

  it('takes today in the dataset’s zone as the last date, and refuses a selection that lies in the future', () => {
    const world = { ...ten(), now: Date.parse('2023-08-09T15:00:00Z') }
    expect(reasons(plan(world, { from: '2023-08-10', to: '2023-08-11' }))).toEqual({ '2023-08-11': 'future' })
    expect(() => plan(world, { from: '2023-08-11', to: '2023-08-14' })).toThrow(expect.objectContaining({ code: 'plan.future' }))
  })

  it('refuses a future date also where a partition of it is there', () => {
    const facts = factsOf(sourced('prices'), { partitions: partitions(['2023-09-14', '2023-12-31']) })
    expect(reasons(plan(worldOf([facts], {}), { dts: ['2023-09-14', '2023-12-31'], only: 'all' }))).toEqual({
      '2023-12-31': 'future'
    })
  })

  it('takes a month for all of its days, and refuses a range that ends before it begins', () => {
    expect(plan(ten(), { from: '2023-08', to: '2023-08' }).selected).toBe(31)
    expect(() => plan(ten(), { from: '2023-08-04', to: '2023-08-01' })).toThrow(expect.objectContaining({ code: 'usage' }))
  })
})

describe('B7: what is made again', () => {
  const three = worldOf(
    [
      factsOf(sourced('prices', { range: { from: '2023-08-01' } }), {
        partitions: partitions(['2023-08-03']),
        troubles: new Map([['2023-08-02', trouble('failed')]])
      })
    ],
    {}
  )
  const range = { from: '2023-08-01', to: '2023-08-03' }

  it.each([
    { only: ['missing' as const], runs: 1 },
    { only: ['missing' as const, 'failed' as const], runs: 2 },
    { only: 'all' as const, runs: 3 }
  ])('runs $runs of {missing, failed, ok} with $only', ({ only, runs }) => {
    expect(plan(three, { ...range, only }).items).toHaveLength(runs)
  })

  it('never runs one that is in flight, and says so', () => {
    const made = plan(ten({ running: new Map([['2023-08-09', 'run-1']]) }), { ...all, only: 'all' })
    expect(dts(made.items)).not.toContain('2023-08-09')
    expect(made.skip).toEqual([{ dataset: 'prices', dt: '2023-08-09', why: 'running', detail: 'run-1' }])
  })
})

describe('B8: an order that cannot be', () => {
  it('is refused with the reason where a partition needs the one before it', () => {
    const world = worldOf([factsOf(sourced('prices', { runs: { sequential: true } }))], {})
    const made = plan(world, all, { order: 'newest' })
    expect(made.obstacles).toMatchObject([{ code: 'plan.order' }])
    expect(dts(made.items)).toEqual(days)
  })

  it('is the order of the items: newest first is strictly descending', () => {
    expect(dts(plan(worldOf([factsOf(sourced('prices'))], {}), all, { order: 'newest' }).items)).toEqual([...days].reverse())
  })

  it('makes each dated file a unit of its own', () => {
    const source = days.map((dt) => ({ name: dt, bytes: 1, modifiedMs: 0, dt }))
    expect(plan(worldOf([factsOf(sourced('prices'), { source })], {}), all).items.map(({ unit }) => unit)).toEqual([
      ...days.keys()
    ])
  })
})

describe('B9: a second backfill', () => {
  it('is refused with the id of the first, also where it would run what follows', () => {
    const facts = [factsOf(sourced('prices')), factsOf(derived('mart'))]
    const world = worldOf(facts, { mart: ['prices'] }, { active: new Map([['mart', 'backfill-1']]) })
    expect(plan(world, all).obstacles).toMatchObject([
      { code: 'run.overlap', details: { backfill: 'backfill-1', dataset: 'mart' } }
    ])
    expect(plan(world, all, { follow: false }).obstacles).toEqual([])
  })

  it('is told once of a run, however many datasets they share', () => {
    const facts = [factsOf(sourced('prices')), factsOf(derived('mart'))]
    const active = new Map(['prices', 'mart'].map((name) => [name, 'backfill-1']))
    const { obstacles } = plan(worldOf(facts, { mart: ['prices'] }, { active }), all)
    expect(obstacles).toMatchObject([{ code: 'run.overlap', details: { backfill: 'backfill-1', datasets: ['prices', 'mart'] } }])
  })
})

describe('B4: the bill', () => {
  it('reads each shared file once for a unit, and divides its size to the byte', () => {
    const source = [
      { name: 'all.csv', bytes: 1001, modifiedMs: 0, dt: null },
      { name: 'day.csv', bytes: 7, modifiedMs: 0, dt: '2023-08-02' }
    ]
    const made = plan(worldOf([factsOf(sourced('prices'), { source })], {}), all)
    expect(made.items.map(({ readBytes }) => readBytes)).toEqual([101, 107, 100, 100, 100, 100, 100, 100, 100, 100])
    expect([made.sum.readBytes, new Set(made.items.map(({ unit }) => unit)).size]).toEqual([1008, 1])
  })

  it('reads a shared file again for each unit of 64', () => {
    const source = [{ name: 'all.csv', bytes: 1000, modifiedMs: 0, dt: null }]
    const made = plan(worldOf([factsOf(sourced('prices'), { source })], {}), { from: '2023-01-01', to: '2023-03-31' })
    expect([made.items.length, made.items.at(-1)?.unit, made.sum.readBytes]).toEqual([90, 1, 2000])
  })

  it('counts rows and bytes of a derived partition from those of its inputs', () => {
    const prices = factsOf(sourced('prices'), {
      partitions: new Map([partition('2023-07-31', { rows: 5, bytes: 50 }), partition('2023-08-01')].map((one) => [one.dt, one]))
    })
    const tickers = factsOf(sourced('tickers', { partition: undefined }), {
      partitions: partitions(['all'], { rows: 3, bytes: 30 })
    })
    const mart = factsOf(derived('mart', { inputs: { prices: { lookback: 1 } } }), {
      partitions: partitions(['2023-08-01'], { rows: 2, bytes: 20 })
    })
    const world = worldOf([prices, tickers, mart], { mart: ['prices', 'tickers'] })
    const made = planBackfill(world, { name: 'mart', dts: ['2023-08-01'], only: 'all' }, { follow: true })
    expect(made.items).toMatchObject([{ rowsNow: 2, bytesNow: 20, readRows: 18, readBytes: 180, writeRows: 2 }])
    expect(made.sum).toMatchObject({ partitions: 1, readRows: 18, readBytes: 180, cost: null })
  })

  it('says how long from earlier runs, with their spread, and nothing where there was none', () => {
    const earlier = [1, 2, 3, 4, 100].map((seconds) => ({ seconds: seconds * 2, partitions: 2, rowsRead: 50 }))
    const made = plan(ten({ earlier }), all)
    expect(made.items[0]).toMatchObject({ seconds: 3, readRows: 25 })
    expect(made.sum.seconds).toEqual({ median: 12, low: 8, high: 16, runs: 5 })
    expect(plan(ten(), all).sum.seconds).toBeNull()
  })
})
