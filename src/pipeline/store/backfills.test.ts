import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Backfill, BackfillItem } from '../contract'
import { openState, type StateStore } from '.'

const at = '2024-01-02T00:00:00.000Z'
const DTS = ['2024-01-01', '2024-01-02', '2024-01-03']

let folder = ''
let state: StateStore
let beside: DatabaseSync
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-backfills-'))
  state = await openState(join(folder, 'state.sqlite'), Date.parse(at))
  beside = new DatabaseSync(join(folder, 'state.sqlite'))
})
afterEach(async () => {
  beside.close()
  state.close()
  await rm(folder, { recursive: true, force: true })
})

const itemOf = (dt: string, change: Partial<BackfillItem>): BackfillItem => ({
  ...{ dataset: 'daily', dt, unit: 0, state: 'waiting', attempts: [], rowsBefore: 0, rowsAfter: null },
  ...{ digestBefore: null, digestAfter: null, change: null },
  ...change
})

function backfillOf(id: string, change: Partial<Backfill> = {}): Backfill {
  const sum = { partitions: 0, readRows: 0, readBytes: 0, writeRows: 0, writeBytes: 0, seconds: null, cost: null }
  return {
    ...{ id, dataset: 'daily', state: 'running', startedBy: 'kim@desk', trigger: 'person', startedAt: at, finishedAt: null },
    plan: {
      ...{ hash: 'sha256:0', selection: { name: 'daily', only: 'all' }, options: { follow: true }, selected: 3 },
      ...{ from: DTS[0] ?? null, to: DTS[2] ?? null, basis: [], items: [], skip: [], follows: [], sum, obstacles: [] }
    },
    ...{ job: null, items: DTS.map((dt) => itemOf(dt, {})), skip: [], finished: 0, total: 3, log: [{ at, text: 'hello' }] },
    ...change
  }
}

/** What lists show, reckoned by hand. */
const shown = { id: 'a', from: DTS[0], to: DTS[2], changed: 1, failed: 1, finished: 2, total: 3 }

async function halfDone(): Promise<void> {
  await state.backfills.begin(backfillOf('a'))
  const ended = [itemOf(DTS[0] ?? '', { state: 'ok', change: 'created' }), itemOf(DTS[1] ?? '', { state: 'refused' })]
  const items = [...ended, itemOf(DTS[2] ?? '', {})]
  await state.backfills.save(backfillOf('a', { items, finished: 2 }), new Map(ended.map((item, index) => [index, item])))
}

const query = { active: false, limit: 10 }

describe('backfills as lists show them', () => {
  it('are told by what was last saved, and are whole when they are asked for', async () => {
    await halfDone()
    expect(state.backfills.summaries(query)).toMatchObject([shown])
    expect(state.backfills.list(query)).toMatchObject([{ id: 'a', log: [{ text: 'hello' }], items: [{ state: 'ok' }, {}, {}] }])
  })

  it('are told without a look at their plans and partitions', async () => {
    await halfDone()
    beside.exec(`UPDATE backfills SET plan = 'no plan'; UPDATE backfill_items SET item = 'no item'`)
    expect(state.backfills.summaries(query)).toMatchObject([shown])
  })

  it('of a version that wrote no figures are reckoned from their partitions', async () => {
    await halfDone()
    beside.exec(`UPDATE backfills SET record = json_remove(record, '$.from', '$.to', '$.changed', '$.failed')`)
    expect(state.backfills.summaries(query)).toMatchObject([shown])
  })
})
