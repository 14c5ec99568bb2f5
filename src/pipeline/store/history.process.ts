import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunFilter, RunRecord } from '../contract'
import { openState, type StateStore } from '.'

const RUNS = 100_000
const PAGE = 100
const MOST_MS = 200
const FIRST_MS = Date.parse('2024-01-01T00:00:00.000Z')

let folder = ''
let state: StateStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-history-'))
  state = await openState(join(folder, 'state.sqlite'), FIRST_MS)
  await Promise.all(history.map((run) => state.runs.put(run)))
}, 120_000)
afterAll(async () => {
  state.close()
  await rm(folder, { recursive: true, force: true })
})

function runOf(index: number): RunRecord {
  const startedAt = new Date(FIRST_MS + index * 60_000).toISOString()
  const failed = index % 50 === 7
  return {
    ...{ id: `run-${String(index).padStart(8, '0')}`, dataset: `prices_${index % 10}`, kind: index % 97 === 0 ? 'undo' : 'load' },
    ...{ backfill: index % 10 === 0 ? `backfill-${Math.floor(index / 500)}` : null, attempt: 1 },
    ...{ trigger: index % 3 === 0 ? 'schedule' : 'person', engine: 'duckdb', state: failed ? 'failed' : 'done' },
    ...{ startedBy: index % 5 === 0 ? 'lee@desk' : 'kim@desk', startedAt, finishedAt: startedAt },
    ...{ inputs: [], versionBefore: index, versionAfter: index + 1, rowsRead: 1, rowsWritten: 1, rowsQuarantined: 0 },
    ...{ rowsSuperseded: 0, bytesRead: 1, bytesWritten: 1, log: [] },
    partitions: [{ dt: startedAt.slice(0, 10), rows: 1, digestBefore: null, digestAfter: null, change: 'replaced' }],
    ...(failed ? { error: { code: 'disk.full', message: `The disk is full at ${index}.`, retriable: true } } : {})
  }
}
const history = Array.from({ length: RUNS }, (_, index) => runOf(index))

/** Each filter, and what it means as somebody would write it over a plain list. */
const filters: [string, RunFilter, (run: RunRecord) => boolean][] = [
  ['nothing', {}, () => true],
  ['a dataset', { name: 'prices_3' }, ({ dataset }) => dataset === 'prices_3'],
  ['states', { states: ['failed', 'refused'] }, ({ state: at }) => at === 'failed'],
  ['kinds', { kinds: ['undo'] }, ({ kind }) => kind === 'undo'],
  ['what started it', { trigger: 'schedule' }, ({ trigger }) => trigger === 'schedule'],
  ['who started it', { startedBy: 'lee@desk' }, ({ startedBy }) => startedBy === 'lee@desk'],
  ['a backfill', { backfill: 'backfill-77' }, ({ backfill }) => backfill === 'backfill-77'],
  [
    'a stretch of time',
    { since: '2024-02-01T00:00:00.000Z', until: '2024-02-02T00:00:00.000Z' },
    ({ startedAt }) => startedAt.startsWith('2024-02-01')
  ],
  [
    'a partition',
    { name: 'prices_3', dt: '2024-02-01' },
    (run) => run.dataset === 'prices_3' && run.startedAt.startsWith('2024-02-01')
  ],
  ['a partition of any dataset', { dt: '2024-02-01' }, ({ startedAt }) => startedAt.startsWith('2024-02-01')],
  ['an error code', { text: 'Disk.Full' }, ({ error }) => error !== undefined],
  ['a text that nothing has', { text: 'no such text' }, () => false],
  [
    'several at once',
    { name: 'prices_7', states: ['failed'], text: '7' },
    (run) => run.dataset === 'prices_7' && run.state === 'failed'
  ]
]

describe(`the history of ${RUNS} runs`, () => {
  it.each(filters)(
    `P32: shows its first page by %s within ${MOST_MS} ms, newest first, and how many there are`,
    (_, filter, holds) => {
      state.runs.list({ filter, from: 0, limit: PAGE })
      const before = performance.now()
      const { total, runs } = state.runs.list({ filter, from: 0, limit: PAGE })
      expect(performance.now() - before).toBeLessThan(MOST_MS)
      const expected = history.filter(holds).reverse()
      expect(total).toBe(expected.length)
      expect(runs.map(({ id }) => id)).toEqual(expected.slice(0, PAGE).map(({ id }) => id))
    }
  )

  it('shows a page in the middle as it does the first', () => {
    const { runs } = state.runs.list({ filter: { name: 'prices_3' }, from: 5_000, limit: 2 })
    expect(runs.map(({ id }) => id)).toEqual(['run-00049993', 'run-00049983'])
  })
})
