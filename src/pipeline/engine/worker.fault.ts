import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetSpec, loadResult, type DatasetSpecInput, type JobSnapshot } from '../contract'
import { DatasetFiles } from './dataset-files'
import { backfill } from './testing/backfills'
import { bundleHosts, type BuiltHosts } from './testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from './testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from './testing/days'
import { nodeHost } from './testing/node-host'
import { engineOn, newWorkspace } from './testing/open-engine'
import { pricesSpec, writePrices } from './testing/prices'
import { filesOnDisk, readRows, replayLog } from './testing/read-table'

/** DuckDB counts nothing of the 6 GB that it takes. */
const BLOATED = "SELECT day, count(*) AS n, length(repeat('x', 2200000000)) AS generation FROM daily GROUP BY 1"

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp(size: { months: number; rows: number }, change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [pricesSpec(sources, change)])
  const { host, workers } = nodeHost(built.worker)
  const engine = await engineOn(workspace, host)
  await writePrices(join(folder, 'prices.csv'), 1, size)
  return {
    workspace,
    source: join(folder, 'prices.csv'),
    workers,
    host,
    engine,
    client: connectTo(engine),
    table: join(workspace.lake, 'prices')
  }
}

const start = async (client: TestClient, window: { from?: string; to?: string } = {}): Promise<string> =>
  (await client.call('loads.start', { name: 'prices', ...window, ...requestId() })).job

/** Resolves once a job tells of a progress that fits. */
function progressOf(client: TestClient, id: string, fits: (job: JobSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const watch = client.client.subscribe(
      'jobs.watch',
      { sinceRev: 0 },
      {
        event: (jobs) => {
          if (!jobs.some((job) => job.id === id && fits(job))) return
          watch.close()
          resolve()
        }
      }
    )
  })
}
const isReading = ({ state, progress }: JobSnapshot): boolean => state === 'running' && progress.phase !== 'starting'

describe('a worker that is killed', () => {
  it('interrupts its load within 2 s, leaves the lake as it was, and the next load works with a new one', async () => {
    const { client, workers, table } = await setUp({ months: 12, rows: 20_000 })
    for (let kill = 0; kill < 5; kill += 1) {
      const job = await start(client)
      await progressOf(client, job, isReading)
      const before = performance.now()
      workers.findLast(({ role }) => role === 'load')?.child.kill('SIGKILL')
      expect(await client.ended(job)).toMatchObject({ state: 'interrupted', error: { code: 'worker.gone', retriable: true } })
      expect(performance.now() - before).toBeLessThan(2_000)
    }
    expect((await replayLog(table)).version).toBe(-1)
    const job = await start(client)
    expect(await client.ended(job)).toMatchObject({ state: 'done', result: { rowsWritten: 240_000 } })
  })

  it('while reading fails that call only, and the next one is answered by a new one', async () => {
    const { client, workers } = await setUp({ months: 1, rows: 20 })
    await client.ended(await start(client))
    await client.call('lake.rows', { name: 'prices', dt: '2024-01' })
    const reader = workers.findLast(({ role }) => role === 'read')
    if (reader === undefined) throw new Error('no reader was started')
    const gone = once(reader.child, 'exit')
    reader.child.kill('SIGKILL')
    await gone
    const before = performance.now()
    expect((await client.call('lake.rows', { name: 'prices', dt: '2024-01' })).rows).toBe(20)
    expect(performance.now() - before).toBeLessThan(3_000)
  })
})

describe('a cancel', () => {
  it('stops a load within 2 s and leaves no file behind', async () => {
    const { client, table } = await setUp({ months: 12, rows: 40_000 })
    const job = await start(client)
    await progressOf(client, job, isReading)
    const before = performance.now()
    await client.call('jobs.cancel', { id: job })
    expect(await client.ended(job)).toMatchObject({ state: 'cancelled', result: { state: 'cancelled' } })
    expect(performance.now() - before).toBeLessThan(2_000)
    expect(await filesOnDisk(table)).toEqual([])
    await expect(client.call('jobs.cancel', { id: job })).rejects.toMatchObject({ data: { code: 'already.done' } })
  })
})

describe('a query whose one value outgrows the memory', () => {
  it('ends its worker before the machine is full, fails as such, and leaves the engine and the next run at work', async () => {
    const days = januaryDays(2)
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec({ derive: { sql: BLOATED } })])
    await writeDays(folder, days)
    const { host, workers } = nodeHost(built.worker)
    const client = connectTo(await engineOn(workspace, host))
    const { state, partitions } = await backfill(client, { name: 'daily', dts: days })
    const failed = partitions.filter(({ dataset }) => dataset === 'counts')
    expect([state, ...failed.map(({ error }) => error?.code)]).toEqual(['failed', 'sql.resources', 'sql.resources'])
    expect(failed[0]?.error?.message).toMatch(/^counts 2024-01-01: the SQL took \d\.\d GB of memory and was stopped\.$/)
    expect(workers.some(({ role, child }) => role === 'load' && child.signalCode === 'SIGKILL')).toBe(true)
    const sql = 'SELECT day, count(DISTINCT id) AS n, max(generation) AS generation FROM daily GROUP BY 1'
    await new DatasetFiles(workspace.datasets).save(datasetSpec.parse(countsSpec({ derive: { sql } })), true)
    expect((await backfill(client, { name: 'counts', dts: days })).state).toBe('done')
  }, 300_000)
})

/** 3 in CI; the full 10 by PENSTOCK_ROUNDS. */
const ROUNDS = Number(process.env.PENSTOCK_ROUNDS ?? 3)

describe('dates that are loaded again and again', () => {
  it(
    `each of 30, ${ROUNDS} times: one version each, the same rows as the reference, no change and no commit afterwards`,
    { timeout: 300_000 },
    async () => {
      const dates = Array.from({ length: 28 }, (_, day) => `2024-01-${String(day + 1).padStart(2, '0')}`).concat(
        '2024-02-01',
        '2024-02-02'
      )
      const { client, table } = await setUp({ months: 2, rows: 560 }, { partition: { columns: ['date'], grain: 'day' } })
      const digests = new Map<string, string | null>()
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const dt of dates) {
          const result = loadResult.parse((await client.ended(await start(client, { from: dt, to: dt }))).result)
          const [partition] = result.partitions
          expect([result.state, partition?.dt, partition?.rows]).toEqual([round === 0 ? 'done' : 'unchanged', dt, 20])
          expect(partition?.digest).toBe(digests.get(dt) ?? partition?.digest)
          digests.set(dt, partition?.digest ?? null)
        }
      }
      const { version, files } = await replayLog(table)
      const rows = await readRows(table, files)
      const keys = new Set(rows.map(({ date, code }) => `${String(date)} ${String(code)}`))
      expect([version, rows.length, keys.size]).toEqual([29, 600, 600])
    }
  )
})

describe('a workspace whose state is lost', () => {
  it('tells its runs from the logs of the lake, as far as they know', async () => {
    const { client, engine, workspace, source, host } = await setUp({ months: 2, rows: 20 })
    const first = await start(client)
    await client.ended(first)
    await writePrices(source, 2, { months: 2, rows: 20 })
    const second = await start(client)
    await client.ended(second)
    await engine.close()
    for (const suffix of ['', '-wal', '-shm']) await rm(join(workspace.state, `state.sqlite${suffix}`), { force: true })
    const later = connectTo(await engineOn(workspace, host))
    const { total, runs } = await later.call('runs.list', { filter: { name: 'prices' } })
    expect(total).toBe(2)
    expect(runs.map(({ id, state, versionAfter, rowsWritten }) => [id, state, versionAfter, rowsWritten])).toEqual([
      [second, 'done', 1, 40],
      [first, 'done', 0, 40]
    ])
  })
})
