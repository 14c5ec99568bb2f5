import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openState, type StateStore } from '../store'
import type { RunRecord } from '../contract'
import { runsByDay } from './run-days'

let folder = ''
let state: StateStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-days-'))
  state = await openState(join(folder, 'state.sqlite'), Date.parse('2026-11-20T00:00:00.000Z'))
})
afterEach(async () => {
  state.close()
  await rm(folder, { recursive: true, force: true })
})

const run = (startedAt: string, change: Partial<RunRecord> = {}): RunRecord => ({
  ...{
    id: `${startedAt} ${change.dataset ?? ''}`,
    dataset: 'prices',
    kind: 'load',
    backfill: null,
    attempt: 1,
    trigger: 'person'
  },
  ...{ engine: 'duckdb', state: 'done', startedBy: 'kim@desk', startedAt, inputs: [], versionBefore: null, versionAfter: 0 },
  finishedAt: new Date(Date.parse(startedAt) + 2_000).toISOString(),
  ...{ rowsRead: 3, rowsWritten: 3, rowsQuarantined: 0, rowsSuperseded: 0, bytesRead: 1, bytesWritten: 1, log: [] },
  partitions: [{ dt: '2024-01', rows: 3, digestBefore: null, digestAfter: null, change: 'created' }],
  ...change
})
const put = (runs: readonly RunRecord[]): Promise<unknown> => Promise.all(runs.map((one) => state.runs.put(one)))

describe('runs in groups', () => {
  it('are counted, with what failed and what is in the lake, the dataset that ran last first', async () => {
    await put([
      run('2026-11-20T01:00:00.000Z'),
      run('2026-11-20T02:00:00.000Z', { state: 'failed' }),
      run('2026-11-20T03:00:00.000Z', { state: 'unchanged', staged: true }),
      run('2026-11-20T04:00:00.000Z', { dataset: 'other', state: 'refused', finishedAt: null, partitions: [] })
    ])
    expect(state.runs.groups({}, 'dataset')).toEqual([
      { key: 'other', runs: 1, failed: 1, changed: 0, rows: 3, seconds: 0 },
      { key: 'prices', runs: 3, failed: 1, changed: 2, rows: 9, seconds: 6 }
    ])
    expect(state.runs.groups({ states: ['done'] }, 'dataset').map(({ key, runs }) => [key, runs])).toEqual([['prices', 1]])
  })

  it.each([
    [
      'UTC',
      [
        ['2026-11-20', 2],
        ['2026-11-19', 2]
      ]
    ],
    ['Asia/Seoul', [['2026-11-20', 4]]],
    // Its midnight is at 18:15 UTC.
    [
      'Asia/Kathmandu',
      [
        ['2026-11-20', 3],
        ['2026-11-19', 1]
      ]
    ]
  ])('belong to the day of %s on which they began', async (zone, days) => {
    const starts = [
      '2026-11-19T18:14:59.000Z',
      '2026-11-19T18:15:00.000Z',
      '2026-11-20T00:00:00.000Z',
      '2026-11-20T14:59:59.000Z'
    ]
    await put(starts.map((at) => run(at)))
    expect(runsByDay(state, {}, zone).map(({ key, runs }) => [key, runs])).toEqual(days)
  })

  it('have no day in a zone that is none', () => {
    expect(() => runsByDay(state, {}, 'Korea/Seoul')).toThrow('no IANA time zone')
  })
})
