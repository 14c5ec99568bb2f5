import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openState } from '.'
import { migrations } from './migrations'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-migrate-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A run as the first version wrote it: without backfill, attempt, trigger, engine and bytes read. */
const oldRun = {
  ...{ id: 'r1', dataset: 'prices', kind: 'load', state: 'failed', startedBy: 'kim@desk' },
  ...{ startedAt: '2026-11-20T00:00:00.000Z', finishedAt: '2026-11-20T00:00:02.500Z', inputs: [], versionBefore: null },
  ...{ versionAfter: 0, rowsRead: 3, rowsWritten: 3, rowsQuarantined: 0, rowsSuperseded: 0, bytesWritten: 100, log: [] },
  partitions: [
    { dt: '2024-01', rows: 3, digestBefore: null, digestAfter: null, change: 'created' },
    { dt: '2024-02', rows: 3, digestBefore: null, digestAfter: null, change: 'unchanged' }
  ],
  error: { code: 'disk.full', message: 'The disk is full.', retriable: true }
}

function writeFirstVersion(path: string): void {
  const database = new DatabaseSync(path)
  database.exec(migrations[0] ?? '')
  database.exec('PRAGMA user_version = 1')
  database
    .prepare('INSERT INTO runs (id, dataset, kind, state, started_at, from_dt, to_dt, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run('r1', 'prices', 'load', 'failed', oldRun.startedAt, '2024-01', '2024-02', JSON.stringify(oldRun))
  database.exec("INSERT INTO run_partitions (dataset, dt, run_id) VALUES ('prices', '2024-01', 'r1')")
  database.close()
}

describe('a state database of the first version', () => {
  it('is migrated: its runs are found by every new filter, as what they were', async () => {
    const path = join(folder, 'state.sqlite')
    writeFirstVersion(path)
    const state = await openState(path, Date.parse('2026-11-21T00:00:00Z'))
    const found = (filter: Parameters<typeof state.runs.list>[0]['filter']) => state.runs.list({ filter, from: 0, limit: 9 }).runs
    const summary = { from: '2024-01', to: '2024-02', touched: 2, changed: 1, outlier: false, backfill: null, attempt: 1 }
    expect(found({})).toMatchObject([{ id: 'r1', trigger: 'person', engine: 'duckdb', bytesRead: 0, ...summary }])
    expect(found({})[0]?.seconds).toBeCloseTo(2.5, 3)
    for (const filter of [{ text: 'DISK.full' }, { startedBy: 'kim@desk' }, { trigger: 'person' as const }, { dt: '2024-01' }])
      expect(found(filter).map(({ id }) => id)).toEqual(['r1'])
    expect(found({ text: 'nothing' })).toEqual([])
    expect(state.runs.get('r1')).toMatchObject({ ...oldRun, backfill: null, attempt: 1 })
    state.close()
  })

  it('is kept beside the new one as it was', async () => {
    const path = join(folder, 'state.sqlite')
    writeFirstVersion(path)
    const state = await openState(path, Date.parse('2026-11-21T00:00:00Z'))
    state.close()
    const [kept = ''] = (await readdir(folder)).filter((name) => name !== 'state.sqlite' && !/-(wal|shm)$/.test(name))
    const backup = new DatabaseSync(join(folder, kept), { readOnly: true })
    expect(backup.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    expect(JSON.parse(String(backup.prepare('SELECT record FROM runs').get()?.record))).toEqual(oldRun)
    backup.close()
  })
})
