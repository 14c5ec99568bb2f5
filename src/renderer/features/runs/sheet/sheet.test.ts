import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import type { BackfillPlan, PlanItem } from '../../../../pipeline/contract'
import { backfillLink } from '../../../ui/links'
import { commandOf, readAsk } from './ask'
import { followGraph } from './follow-graph'
import { planRows } from './plan-rows'
import { rangeWords } from './range-words'
import { byDataset, inputWords, spanWords } from './stale-words'

const asked = (link: string) => readAsk(new URLSearchParams(link.split('?')[1]))

const item = (dataset: string, dt: string, unit: number): PlanItem => ({
  ...{ dataset, dt, unit, why: 'missing', rowsNow: 0, bytesNow: 0 },
  ...{ readRows: null, readBytes: null, writeRows: null, writeBytes: null, seconds: null }
})

describe('the address of the sheet', () => {
  it('asks for what the link was made of, and for missing and failed by default', () => {
    expect(asked(backfillLink({ dataset: 'kor_close', from: '2019-03', to: '2019-08' }))).toEqual({
      selection: { name: 'kor_close', from: '2019-03', to: '2019-08', only: ['missing', 'failed'] },
      options: { follow: true }
    })
    expect(asked(backfillLink({ dataset: '종가', dts: ['2019-03', '2019-05'], only: 'all' }))?.selection).toEqual({
      name: '종가',
      dts: ['2019-03', '2019-05'],
      only: 'all'
    })
  })

  it('holds the policies as well', () => {
    const ask = asked('/backfill?dataset=a&order=newest&at=4&publish=review&follow=no')
    expect(ask?.options).toEqual({ order: 'newest', concurrency: 4, publish: 'review', follow: false })
  })

  it('asks nothing where it names no dataset or no partition', () => {
    expect(asked('/backfill?')).toBeUndefined()
    expect(asked('/backfill?dataset=a&from=yesterday')).toBeUndefined()
  })

  it('is the same on the command line, but for a list', () => {
    const ask = asked('/backfill?dataset=a&from=2019-03&to=2019-08&only=stale&publish=review')
    expect(ask && commandOf(ask)).toBe('penstock backfill a --from 2019-03 --to 2019-08 --only stale --review --plan')
    const list = asked('/backfill?dataset=a&dts=2019-03')
    expect(list && commandOf(list)).toBeUndefined()
  })
})

describe('a range in words', () => {
  it('counts both ends', () => {
    expect(rangeWords({ from: '2023-08-01', to: '2023-08-04', selected: 4 })).toMatchObject({ key: 'days', count: 4 })
    expect(rangeWords({ from: '2022-11', to: '2023-02', selected: 4 })).toMatchObject({ key: 'months', count: 4 })
    expect(rangeWords({ from: '2024-02-28', to: '2024-03-01', selected: 3 })).toMatchObject({ key: 'days', count: 3 })
  })

  it('does not call a list a range', () => {
    expect(rangeWords({ from: '2023-08-01', to: '2023-08-04', selected: 2 }).key).toBe('some')
    expect(rangeWords({ from: '2023-08', to: '2023-08', selected: 1 }).key).toBe('one')
    expect(rangeWords({ from: 'all', to: 'all', selected: 1 }).key).toBe('whole')
    expect(rangeWords({ from: null, to: null, selected: 0 }).key).toBe('none')
  })
})

describe('a plan', () => {
  const plan: Pick<BackfillPlan, 'items' | 'follows' | 'skip' | 'selection'> = {
    selection: { name: 'a', only: 'all' },
    items: [item('a', '2023-02', 1), item('a', '2023-01', 0)],
    follows: [
      { ...item('b', '2023-01', 2), because: [{ dataset: 'a', dt: '2023-01' }] },
      {
        ...item('c', '2023-01', 3),
        because: [
          { dataset: 'b', dt: '2023-01' },
          { dataset: 'a', dt: '2023-01' }
        ]
      }
    ],
    skip: [{ dataset: 'a', dt: '2023-03', why: 'future' }]
  }

  it('lists what starts in the order of starting, and then what is skipped', () => {
    const rows = planRows(plan)
    expect(rows.map(({ does, dataset, dt, place }) => [does, dataset, dt, place])).toEqual([
      ['run', 'a', '2023-01', 1],
      ['run', 'a', '2023-02', 2],
      ['follow', 'b', '2023-01', 3],
      ['follow', 'c', '2023-01', 4],
      ['skip', 'a', '2023-03', null]
    ])
    expect(rows[3]?.detail).toBe('b 2023-01, a 2023-01')
  })

  it('marks the partitions of which the source has no file', () => {
    const details = { dataset: 'a', partitions: ['2023-02'] }
    const warnings = [{ code: 'file.missing' as const, message: 'no file of 2023-02', retriable: true, details }]
    const marked = planRows({ ...plan, warnings }).filter(({ unfiled }) => unfiled)
    expect(marked.map(({ does, dataset, dt }) => [does, dataset, dt])).toEqual([['run', 'a', '2023-02']])
    const other = [{ code: 'file.denied' as const, message: 'the folder cannot be listed', retriable: true }]
    expect(planRows({ ...plan, warnings: other }).some(({ unfiled }) => unfiled)).toBe(false)
  })

  it('draws each dataset to the right of all that it is made from', () => {
    const { nodes, edges } = followGraph(plan)
    expect(nodes.map(({ dataset, partitions, column }) => [dataset, partitions, column])).toEqual([
      ['a', 2, 0],
      ['b', 1, 1],
      ['c', 1, 2]
    ])
    expect(edges.map(({ from, to }) => `${from.dataset} ${to.dataset}`).sort()).toEqual(['a b', 'a c', 'b c'])
  })
})

describe('a plan that no longer holds', () => {
  it('differs by dataset, with the ends of each', () => {
    const places = byDataset([
      { dataset: 'a', dt: '2023-08-03' },
      { dataset: 'b', dt: '2023-08' },
      { dataset: 'a', dt: '2023-08-01' }
    ])
    expect(places.map((one) => [one.dataset, spanWords(one), one.entries.length])).toEqual([
      ['a', '2023-08-01 … 2023-08-03', 2],
      ['b', '2023-08', 1]
    ])
  })

  it('names what was changed since, and of a table its versions', () => {
    const t = ((key: string, values: object) => `${key} ${JSON.stringify(values)}`) as unknown as TFunction
    const words = (dataset: string) => inputWords(t, { dataset, before: 'none', after: 'v3' })
    expect(words('a')).toBe('backfill.stale.of.table {"name":"a","before":"–","after":"v3"}')
    expect(words('source:a')).toBe('backfill.stale.of.source {"name":"a"}')
    expect(words('query:a')).toBe('backfill.stale.of.query {"name":"a"}')
  })
})
