import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JobSnapshot, RunRecord } from '../contract'
import { openState } from '.'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-state-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const at = '2026-11-20T00:00:00.000Z'
const job = (id: string, rev: number): JobSnapshot => ({
  id,
  kind: 'load',
  title: 'prices',
  dataset: 'prices',
  state: 'running',
  rev,
  progress: { fraction: null, phase: 'reading', subject: null, rows: 0, bytes: 0, bytesTotal: null, etaSeconds: null },
  startedBy: 'kim@desk',
  createdAt: at,
  startedAt: at,
  finishedAt: null
})
const run = (id: string, change: Partial<RunRecord> = {}): RunRecord => ({
  id,
  dataset: 'prices',
  kind: 'load',
  backfill: null,
  attempt: 1,
  trigger: 'person',
  engine: 'duckdb',
  bytesRead: 100,
  state: 'done',
  startedBy: 'kim@desk',
  startedAt: at,
  finishedAt: at,
  inputs: [],
  versionBefore: null,
  versionAfter: 0,
  rowsRead: 3,
  rowsWritten: 3,
  rowsQuarantined: 0,
  rowsSuperseded: 0,
  bytesWritten: 100,
  partitions: [{ dt: '2024-01', rows: 3, digestBefore: null, digestAfter: null, change: 'created' }],
  log: [],
  ...change
})
const open = (path = join(folder, 'state.sqlite')) => openState(path, 1_700_000_000_000)

describe('the state database', () => {
  it('still has every write that was acknowledged after it is opened again', async () => {
    const state = await open()
    await Promise.all([state.jobs.put(job('a', 1), 'request-1'), state.runs.put(run('r1')), state.settings.put('x', 5)])
    state.close()
    const again = await open()
    expect(again.fresh).toBe(false)
    expect(again.jobs.byRequest('request-1')?.id).toBe('a')
    expect(again.runs.get('r1')?.rowsRead).toBe(3)
    expect(again.jobs.lastRev()).toBe(1)
    again.close()
  })

  it('answers reads with writes that are still waiting for their group', async () => {
    const state = await open()
    const saved = state.jobs.put(job('a', 1))
    expect(state.jobs.get('a')?.id).toBe('a')
    await saved
    state.close()
  })

  it('takes back only the write that fails, not its group', async () => {
    const state = await open()
    const first = state.jobs.put(job('a', 1), 'same-request')
    const second = state.jobs.put(job('b', 2), 'same-request')
    await first
    await expect(second).rejects.toThrow()
    expect(state.jobs.list(10).map(({ id }) => id)).toEqual(['a'])
    state.close()
  })

  it('is readable by its user only', async () => {
    const state = await open()
    expect((await stat(join(folder, 'state.sqlite'))).mode & 0o777).toBe(0o600)
    state.close()
  })

  it('sets a damaged file aside, keeps it, and starts anew', async () => {
    const path = join(folder, 'state.sqlite')
    await writeFile(path, 'this is no database, but it is long enough to look like a file that somebody wants back'.repeat(50))
    const state = await open()
    expect(state.fresh).toBe(true)
    expect(await readFile(state.setAside ?? '', 'utf8')).toContain('no database')
    state.close()
  })

  it('refuses one of a newer version and leaves it as it was', async () => {
    const path = join(folder, 'state.sqlite')
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    await expect(open()).rejects.toMatchObject({ code: 'state.newer' })
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([])
  })

  it('pages runs newest first and finds those of a partition', async () => {
    const state = await open()
    for (let n = 0; n < 5; n += 1) {
      const partitions = [
        { dt: n % 2 === 0 ? '2024-01' : '2024-02', rows: 1, digestBefore: null, digestAfter: null, change: 'created' as const }
      ]
      await state.runs.put(run(`r${n}`, { startedAt: `2026-11-2${n}T00:00:00.000Z`, partitions }))
    }
    expect(state.runs.list({ filter: {}, from: 1, limit: 2 })).toMatchObject({ total: 5, runs: [{ id: 'r3' }, { id: 'r2' }] })
    expect(state.runs.list({ filter: { name: 'prices', dt: '2024-01' }, from: 0, limit: 9 }).runs.map(({ id }) => id)).toEqual([
      'r4',
      'r2',
      'r0'
    ])
    expect(state.runs.successes('prices').get('2024-02')).toBe('2026-11-23T00:00:00.000Z')
    state.close()
  })

  it('counts as a success what a run found unchanged, not what it staged', async () => {
    const state = await open()
    const partitions = (['unchanged', 'replaced'] as const).map((change, index) => ({
      ...{ dt: `2024-0${index + 1}`, rows: 1, digestBefore: null, digestAfter: null, change }
    }))
    await state.runs.put(run('r1', { state: 'unchanged', staged: true, partitions }))
    expect([...state.runs.successes('prices')]).toEqual([['2024-01', at]])
    expect(state.runs.list({ filter: { name: 'prices', dt: '2024-02' }, from: 0, limit: 9 })).toMatchObject({ total: 1 })
    state.close()
  })

  it('knows the window of a run that failed', async () => {
    const state = await open()
    await state.runs.put(run('bad', { state: 'refused', partitions: [] }), { from: '2024-03', to: '2024-04' })
    expect(state.runs.troubled('prices', 5)).toMatchObject([{ run: { id: 'bad' }, window: { from: '2024-03', to: '2024-04' } }])
    state.close()
  })
})
