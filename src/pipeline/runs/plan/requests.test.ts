import { describe, expect, it } from 'vitest'
import { datasetSpec } from '../../contract'
import { factsOf, worldOf } from '../testing/worlds'
import type { DatasetFacts } from '../types'
import { planBackfill } from '.'

const spec = datasetSpec.parse({
  format: 1,
  name: 'prices',
  collect: { kind: 'http', connection: 'krx', request: {}, answer: { format: 'json' } },
  columns: [{ name: 'day', source: { header: '@dt' }, type: 'date' }],
  partition: { columns: ['day'], grain: 'month' },
  interval: { unit: 'day' }
})
const asking = { connection: 'krx', basis: 'sha256:1', questions: 2, left: 100, resumesAt: Date.parse('2026-04-02T15:05:00Z') }
const plan = (change: Partial<DatasetFacts> = {}, options = {}) =>
  planBackfill(
    worldOf([factsOf(spec, { asking, ...change })], {}),
    { name: 'prices', from: '2023-06', to: '2023-07', only: 'all' },
    { follow: true, ...options }
  )

describe('the requests of a plan', () => {
  it('are a page of each question of each interval where nothing ran before', () => {
    expect(plan().items.map(({ requests }) => requests)).toEqual([60, 62])
  })

  it('are the median of what partitions took in earlier runs', () => {
    const earlier = [10, 40, 90].map((answers) => ({ seconds: 1, partitions: 2, rowsRead: 0, answers }))
    expect(plan({ earlier: [...earlier, { seconds: 1, partitions: 1, rowsRead: 0 }] }).sum.requests).toBe(40)
  })

  it('are none from kept answers, none of a database, and nobody is warned', () => {
    expect(plan({}, { fromRaw: true })).toMatchObject({ sum: { requests: 0 }, warnings: [] })
    expect(plan({ asking: { ...asking, questions: null } }).sum.requests).toBeUndefined()
  })

  it('that today does not suffice for are told with when it goes on', () => {
    const resumesAt = '2026-04-02T15:05:00.000Z'
    expect(plan().warnings).toMatchObject([{ code: 'quota.short', details: { needed: 122, left: 100, resumesAt } }])
    expect(plan({ asking: { ...asking, left: 122 } }).warnings).toEqual([])
    expect(plan({ asking: { ...asking, left: null } }).warnings).toEqual([])
  })

  it('belong to the plan by what they ask, and reading kept answers does', () => {
    const shown = plan()
    expect(plan({ asking: { ...asking, left: 3 } }).hash).toBe(shown.hash)
    expect(plan({ asking: { ...asking, basis: 'sha256:2' } }).hash).not.toBe(shown.hash)
    expect(plan({}, { fromRaw: true }).hash).not.toBe(shown.hash)
    expect(plan({}, { fromRaw: false }).hash).toBe(shown.hash)
  })
})
