import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Backfill, RunRecord } from '../../contract'
import { openState, type StateStore } from '../../store'
import { attemptsOf } from './attempts-of'

const MOST = 10_000
const at = '2026-11-20T00:00:00.000Z'

let folder = ''
let state: StateStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-attempts-'))
  state = await openState(join(folder, 'state.sqlite'), Date.parse(at))
})
afterAll(async () => {
  state.close()
  await rm(folder, { recursive: true, force: true })
})

const attempt = (backfill: string, index: number): RunRecord => ({
  ...{ id: `${backfill}-${index}`, dataset: 'daily', kind: 'load', backfill, attempt: 1, trigger: 'person', engine: 'duckdb' },
  ...{ state: 'done', startedBy: 'kim@desk', startedAt: at, finishedAt: at, inputs: [], versionBefore: null, versionAfter: 0 },
  ...{ rowsRead: 1, rowsWritten: 1, rowsQuarantined: 0, rowsSuperseded: 0, bytesRead: 1, bytesWritten: 1, log: [] },
  partitions: [{ dt: '2024-01-01', rows: 1, digestBefore: null, digestAfter: null, change: 'created' }]
})

async function backfillOf(id: string, attempts: number): Promise<void> {
  const sum = { partitions: 0, readRows: 0, readBytes: 0, writeRows: 0, writeBytes: 0, seconds: null, cost: null }
  const plan: Backfill['plan'] = {
    ...{ hash: 'ph2:0', selection: { name: 'daily', only: 'all' }, options: { follow: true }, from: null, to: null, selected: 0 },
    ...{ basis: [], items: [], skip: [], follows: [], sum, obstacles: [] }
  }
  await state.backfills.begin({
    ...{ id, dataset: 'daily', state: 'done', plan, startedBy: 'kim@desk', trigger: 'person', startedAt: at, finishedAt: at },
    ...{ job: null, items: [], skip: [], finished: 0, total: 0, log: [] }
  })
  await Promise.all(Array.from({ length: attempts }, (_, index) => state.runs.put(attempt(id, index))))
}

describe('the attempts of a backfill', () => {
  it('are looked at as a whole, or not at all where there are too many', async () => {
    await backfillOf('whole', MOST)
    expect(attemptsOf({ state }, 'whole')).toHaveLength(MOST)
    await backfillOf('more', MOST + 1)
    expect(() => attemptsOf({ state }, 'more')).toThrow(`${MOST + 1} attempts; at most ${MOST}`)
  })
})
