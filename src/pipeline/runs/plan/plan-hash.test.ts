import { describe, expect, it } from 'vitest'
import { defaultRunPolicy, type BackfillPlan, type DatasetSpec, type DatasetSpecInput, type RunPolicy } from '../../contract'
import { augustDays } from '../testing/plans'
import { derived, sourced } from '../testing/specs'
import { factsOf, partitions, worldOf } from '../testing/worlds'
import type { DatasetFacts, World } from '../types'
import { planBackfill, planDifference } from '.'

const days = augustDays(10)
const all = { from: '2023-08-01', to: '2023-08-10' }
const plan = (world: World, selection: { dts?: string[] }): BackfillPlan =>
  planBackfill(world, { name: 'prices', only: ['missing', 'failed'], ...selection }, { follow: true })

describe('B5: a plan and the lake', () => {
  const input = factsOf(sourced('prices'), { partitions: partitions(days), version: 4 })
  const mart = factsOf(derived('mart'), { version: null })
  const shown = planBackfill(
    worldOf([input, mart], { mart: ['prices'] }),
    { name: 'mart', ...all, only: 'all' },
    { follow: true }
  )
  const again = (change: Partial<DatasetFacts>): BackfillPlan =>
    planBackfill(
      worldOf([mart, { ...input, ...change }], { mart: ['prices'] }),
      { name: 'mart', ...all, only: 'all' },
      { follow: true }
    )

  it('has the same hash while nothing changed, in whatever order the world was put together', () => {
    expect(again({}).hash).toBe(shown.hash)
    expect(shown.hash).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('has another hash after a commit to an input, and says what is different', () => {
    const now = again({ version: 5, partitions: partitions(days.slice(1), { version: 5, rows: 12 }) })
    expect(now.hash).not.toBe(shown.hash)
    expect(planDifference(shown, now)).toMatchObject({
      added: [],
      removed: [{ dataset: 'mart', dt: '2023-08-01' }],
      inputs: [{ dataset: 'prices', before: 'v4', after: 'v5' }]
    })
  })

  it('has another hash after a file of the source that it reads changed, and the same after one of another date', () => {
    const file = (dt: string, modifiedMs: number) => ({ name: dt, bytes: 10, modifiedMs, dt })
    const hash = (...source: ReturnType<typeof file>[]): string =>
      plan(worldOf([factsOf(sourced('prices'), { source })], {}), { dts: ['2023-08-01'] }).hash
    expect(hash(file('2023-08-01', 1), file('2023-08-02', 1))).toBe(hash(file('2023-08-02', 2), file('2023-08-01', 1)))
    expect(hash(file('2023-08-01', 2))).not.toBe(hash(file('2023-08-01', 1)))
  })

  const policy = (change: Partial<RunPolicy>): Partial<DatasetSpecInput> => ({ runs: { ...defaultRunPolicy, ...change } })
  it.each<[string, Partial<DatasetSpecInput>]>([
    ['key', { primaryKey: ['day'] }],
    ['column', { columns: [{ name: 'day', source: { header: 'date' }, type: 'date' }] }],
    ['type', { columns: [{ name: 'day', source: { header: 'day' }, type: 'timestamp' }] }],
    ['mode', { mode: 'incremental' }],
    ['partition', { partition: { columns: ['day'], grain: 'month' } }],
    ['source', { source: { location: '/data/prices', format: 'csv', encoding: 'cp949' } }],
    ['way to publish', policy({ publish: { askAbove: 5 } })],
    ['retry', policy({ retry: { codes: ['http.status'], times: 1, waitSeconds: 1 } })],
    ['number at one time', policy({ concurrency: 1 })]
  ])('has another hash after the %s of the dataset was changed in its file, and says that the file was', (_, change) => {
    const made = (extra: Partial<DatasetSpecInput>) =>
      plan(worldOf([factsOf(sourced('prices', extra))], {}), { dts: ['2023-08-01'] })
    const [before, after] = [made({}), made(change)]
    expect(after.hash).not.toBe(before.hash)
    expect(planDifference(before, after).inputs.map(({ dataset }) => dataset)).toContain('spec:prices')
  })

  it('has another hash after what follows would read more of the past, and after one interval alone is asked for', () => {
    const made = (lookback: number, interval?: string) =>
      planBackfill(
        worldOf([input, factsOf(derived('mart', { inputs: { prices: { lookback } } }))], { mart: ['prices'] }),
        { name: 'prices', dts: ['2023-08-01'], only: 'all', ...(interval === undefined ? {} : { interval }) },
        { follow: true }
      ).hash
    expect(new Set([made(0), made(1), made(0, '2023-08-01')]).size).toBe(3)
  })

  it('keeps its hash when only words for people or the schedule were changed, and when the file’s fields were put in another order', () => {
    const made = (spec: DatasetSpec) => plan(worldOf([factsOf(spec)], {}), { dts: ['2023-08-01'] }).hash
    const spec = sourced('prices')
    const turned = Object.fromEntries(Object.entries(spec).reverse()) as DatasetSpec
    expect(made(turned)).toBe(made(spec))
    expect(made(sourced('prices', { description: 'Prices.', schedule: { cron: '0 7 * * *' } }))).toBe(made(spec))
  })

  it('keeps its hash when only the time that it will take is told otherwise', () => {
    expect(again({ earlier: [{ seconds: 9, partitions: 1, rowsRead: 1 }] }).hash).toBe(shown.hash)
  })
})
