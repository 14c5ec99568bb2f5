import { describe, expect, it } from 'vitest'
import type { DatasetSummary, Partition } from '../../../../pipeline/contract'
import { compareTree, treeRows, type TreeRow } from './tree'

const dataset = (name: string, rows: number, patch: Partial<DatasetSummary> = {}): DatasetSummary => ({
  name,
  simulated: false,
  mode: 'full',
  grain: 'month',
  zone: 'Asia/Seoul',
  rows,
  bytes: rows * 8,
  files: 2,
  partitions: 2,
  firstDt: '2021-10',
  lastDt: '2021-11',
  version: 1,
  writtenAt: '2026-11-21T00:00:00.000Z',
  quarantined: 0,
  states: { ok: 2 },
  ...patch
})
const partition = (dt: string, rows: number): Partition => ({
  dt,
  state: 'ok',
  rows,
  bytes: rows * 8,
  files: 1,
  version: 1,
  digest: null,
  writtenAt: null,
  schemaId: null,
  quarantined: 0,
  held: null,
  expected: null,
  expectedBy: null,
  provisional: false
})

const prices = dataset('kor_close', 300, { title: { ko: '일별 종가', en: 'Daily closes' } })
const trades = dataset('apt', 500, { states: { ok: 1, missing: 3 }, writtenAt: '2026-11-21T01:00:00.000Z' })
const unfolded = new Map([['kor_close', [partition('2021-10', 100), partition('2021-11', 200)]]])
const ids = (rows: TreeRow[]): string[] => rows.map((row) => row.id)

describe('the tree of the lake', () => {
  it('begins with the sum of the datasets that are shown', () => {
    const [lake] = treeRows([prices, trades], new Map(), '')
    expect(lake).toMatchObject({ kind: 'lake', datasets: 2, rows: 800, bytes: 6400, files: 4, partitions: 4 })
    expect(lake).toMatchObject({ states: { ok: 3, missing: 3 }, writtenAt: '2026-11-21T01:00:00.000Z' })
  })

  it('shows the partitions of an unfolded dataset below it, newest first', () => {
    expect(ids(treeRows([prices, trades], unfolded, ''))).toEqual([
      'lake',
      'dataset kor_close',
      'partition kor_close 2021-11',
      'partition kor_close 2021-10',
      'dataset apt'
    ])
  })

  it.each([
    ['CLOSE', ['kor_close']],
    ['종가', ['kor_close']],
    ['종가'.normalize('NFD'), ['kor_close']],
    [' apt ', ['apt']],
    ['nothing', []]
  ])('finds by name and by title in both languages: %s', (query, names) => {
    const found = treeRows([prices, trades], new Map(), query).flatMap((row) =>
      row.kind === 'dataset' ? [row.dataset.name] : []
    )
    expect(found).toEqual(names)
  })
})

describe('sorting the tree', () => {
  const sorted = (descending: boolean): string[] =>
    treeRows([prices, trades], unfolded, '')
      .toSorted((left, right) => compareTree(left, right, (row) => row.rows, descending) * (descending ? -1 : 1))
      .map((row) => row.id)

  it('keeps the lake on top and partitions under their dataset in both directions', () => {
    expect(sorted(false)).toEqual([
      'lake',
      'dataset kor_close',
      'partition kor_close 2021-10',
      'partition kor_close 2021-11',
      'dataset apt'
    ])
    expect(sorted(true)).toEqual([
      'lake',
      'dataset apt',
      'dataset kor_close',
      'partition kor_close 2021-11',
      'partition kor_close 2021-10'
    ])
  })
})
