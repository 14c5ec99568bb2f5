import { readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fsckReport, loadResult, partitionDiff, type DatasetSpecInput, type LoadResult } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec, writePrices } from '../testing/prices'
import { readRows, replayLog } from '../testing/read-table'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp(change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [pricesSpec(sources, change)])
  const { host, workers } = nodeHost(built.worker)
  const engine = await engineOn(workspace, host)
  const source = join(folder, 'prices.csv')
  await writePrices(source, 1, { months: 3, rows: 50 })
  return { workspace, source, workers, engine, client: connectTo(engine), table: join(workspace.lake, 'prices') }
}

async function load(client: TestClient, params: { from?: string; to?: string } = {}): Promise<LoadResult> {
  const { job } = await client.call('loads.start', { name: 'prices', ...params, ...requestId() })
  return loadResult.parse((await client.ended(job)).result)
}

describe('a load', () => {
  it('lies in the lake as one commit of all partitions, and again as no change and no commit', async () => {
    const { client, table } = await setUp()
    const first = await load(client)
    expect(first).toMatchObject({ state: 'done', version: 0, rowsRead: 150, rowsWritten: 150 })
    expect(first.partitions.map(({ dt, rows, change }) => [dt, rows, change])).toEqual([
      ['2024-01', 50, 'created'],
      ['2024-02', 50, 'created'],
      ['2024-03', 50, 'created']
    ])
    const { version, files } = await replayLog(table)
    expect([version, (await readRows(table, files)).length]).toEqual([0, 150])
    const second = await load(client)
    expect(second).toMatchObject({ state: 'unchanged', version: 0 })
    expect(second.partitions.map(({ digest }) => digest)).toEqual(first.partitions.map(({ digest }) => digest))
    expect((await replayLog(table)).version).toBe(0)
  })

  it('writes a partition again whose file is gone or was cut, and says so', async () => {
    const { client, table } = await setUp()
    await load(client)
    const { files } = await replayLog(table)
    const [gone = '', cut = ''] = files.map((file) => join(table, file))
    await rm(gone)
    await truncate(cut, 100)
    const mended = await load(client)
    expect(mended).toMatchObject({ state: 'done', notes: [{ code: 'partition.mended', column: null, count: 2 }] })
    expect(mended.partitions.map(({ change }) => change).sort()).toEqual(['replaced', 'replaced', 'unchanged'])
    const now = await replayLog(table)
    expect(await readRows(table, now.files)).toHaveLength(150)
    expect(await load(client)).toMatchObject({ state: 'unchanged' })
  })

  it('says that its table had vanished, as the check of the lake does, but not of one that was thrown away', async () => {
    const { client, table } = await setUp()
    const check = async () => {
      const { job } = await client.call('lake.fsck', { deep: false, ...requestId() })
      return fsckReport.parse((await client.ended(job)).result)
    }
    expect(await check()).toMatchObject({ ok: true })
    await load(client)
    await rm(table, { recursive: true })
    expect(await check()).toMatchObject({ ok: false, datasets: [{ findings: [{ kind: 'table.missing', level: 'error' }] }] })
    expect(await load(client)).toMatchObject({
      state: 'done',
      version: 0,
      notes: [{ code: 'table.lost', column: null, count: 1 }]
    })
    expect(await check()).toMatchObject({ ok: true })
    const { spec } = await client.call('datasets.get', { name: 'prices' })
    await client.call('datasets.remove', { name: 'prices', ...requestId() })
    await client.call('datasets.save', { spec, replace: false, ...requestId() })
    expect(await check()).toMatchObject({ ok: true })
    expect(await load(client)).toMatchObject({ state: 'done', notes: [] })
  })

  it('keeps no password of an address where jobs are told', async () => {
    const { client } = await setUp()
    const location = 'http://kim:hunter2@127.0.0.1:9/x.csv?token=hunter2'
    const { job } = await client.call('sources.recognise', { location, overrides: {}, ...requestId() })
    const ended = await client.ended(job)
    expect(ended.state).toBe('failed')
    expect(JSON.stringify(ended)).not.toContain('hunter2')
  })

  it('is told to windows when nothing shows it as running any more, whether it was done or failed', async () => {
    const { client, source } = await setUp()
    const told: Promise<string[]>[] = []
    const states = async () => (await client.call('lake.partitions', { name: 'prices' })).map(({ state }) => state)
    client.client.subscribe('lake.changed', {}, { event: () => told.push(states()) })
    const seen = (count: number): Promise<string[]> => vi.waitFor(() => told[count - 1] ?? Promise.reject(new Error('not told')))
    await load(client)
    expect(await seen(1)).toEqual(['ok', 'ok', 'ok'])
    await rm(source)
    await load(client)
    expect(await seen(2)).toEqual(['ok', 'ok', 'ok'])
    expect(told).toHaveLength(2)
  })

  it('leaves nothing in the folders for work in progress', async () => {
    const { client, workspace } = await setUp()
    await load(client)
    expect(await readdir(join(workspace.state, 'tmp'))).toEqual([])
    const staging = await readdir(join(workspace.lake, '_penstock'), { recursive: true, withFileTypes: true }).catch(() => [])
    expect(staging.filter((entry) => entry.isFile())).toEqual([])
  })

  it('is written down as a run, with its log and its digests before and after', async () => {
    const { client, source } = await setUp()
    const first = await load(client)
    await writePrices(source, 2, { months: 3, rows: 50 })
    const second = await load(client)
    const run = await client.call('runs.get', { id: second.run })
    expect(run).toMatchObject({ state: 'done', startedBy: 'kim@desk', versionBefore: 0, versionAfter: 1, rowsRead: 150 })
    expect(run.partitions.map(({ digestBefore }) => digestBefore)).toEqual(first.partitions.map(({ digest }) => digest))
    expect(run.log.length).toBeGreaterThan(2)
    expect((await client.call('runs.list', { filter: { name: 'prices', dt: '2024-02' } })).runs.map(({ id }) => id)).toEqual([
      second.run,
      first.run
    ])
  })

  it('above its share of bad rows is refused: the lake stays, the run says so, the window shows it', async () => {
    const { client, source } = await setUp({ maxBadShare: 0 })
    await load(client)
    await writeFile(source, 'date,code,close,generation\n2024-01-02,000001,abc,2\n')
    const { job } = await client.call('loads.start', { name: 'prices', from: '2024-01', to: '2024-01', ...requestId() })
    const ended = await client.ended(job)
    expect(ended).toMatchObject({
      state: 'failed',
      error: { code: 'load.too_many_bad' },
      result: { state: 'refused', version: 0 }
    })
    const partitions = await client.call('lake.partitions', { name: 'prices' })
    expect(partitions.map(({ dt, state, rows }) => [dt, state, rows])).toEqual([
      ['2024-01', 'refused', 50],
      ['2024-02', 'ok', 50],
      ['2024-03', 'ok', 50]
    ])
  })

  it('keeps its refused rows where the partition shows them', async () => {
    const { client, source } = await setUp({ maxBadShare: 0.5 })
    await writeFile(source, 'date,code,close,generation\n2024-01-02,000001,1.5,2\n2024-01-03,000001,abc,2\n')
    expect(await load(client)).toMatchObject({ state: 'done', rowsRead: 2, rowsWritten: 1, rowsQuarantined: 1 })
    const { total, rows } = await client.call('lake.quarantine', { name: 'prices', dt: '2024-01' })
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({ line: 3, column: 'close', value: 'abc' })
  })

  it('of a dataset that is already being loaded is busy, and names the job', async () => {
    const { client } = await setUp()
    const { job } = await client.call('loads.start', { name: 'prices', ...requestId() })
    await expect(client.call('loads.start', { name: 'prices', ...requestId() })).rejects.toMatchObject({
      data: { code: 'load.busy', details: { job } }
    })
    await client.ended(job)
    expect((await load(client)).state).toBe('unchanged')
  })

  it('whose source is gone fails and says which file', async () => {
    const { client, source } = await setUp()
    await rm(source)
    const { job } = await client.call('loads.start', { name: 'prices', ...requestId() })
    expect(await client.ended(job)).toMatchObject({
      state: 'failed',
      error: { code: 'file.missing' },
      result: { state: 'failed' }
    })
  })
})

describe('an undo', () => {
  it('brings one partition, a run or everything back by a new commit, and says so in its history', async () => {
    const { client, source, table } = await setUp()
    const first = await load(client)
    await writePrices(source, 2, { months: 3, rows: 60 })
    const second = await load(client)
    const one = await client.call('lake.undo', { name: 'prices', version: 0, dt: '2024-02', ...requestId() })
    expect((await client.ended(one.job)).result).toMatchObject({
      state: 'done',
      version: 2,
      partitions: [{ dt: '2024-02', rows: 50 }]
    })
    const never = await client.call('lake.undo', { name: 'prices', version: 0, dt: '1999-01', ...requestId() })
    expect(await client.ended(never.job)).toMatchObject({ state: 'failed', error: { code: 'partition.missing' } })
    const byRun = await client.call('lake.undo', { name: 'prices', run: second.run, ...requestId() })
    expect(await client.ended(byRun.job)).toMatchObject({ state: 'failed', error: { code: 'undo.refused' } })
    const all = await client.call('lake.undo', { name: 'prices', version: 0, ...requestId() })
    expect((await client.ended(all.job)).result).toMatchObject({ state: 'done', version: 3 })
    const { files } = await replayLog(table)
    const rows = await readRows(table, files)
    expect([rows.length, new Set(rows.map(({ generation }) => Number(generation)))]).toEqual([150, new Set([1])])
    const detail = await client.call('lake.partition', { name: 'prices', dt: '2024-02' })
    expect(detail.versions.map(({ version, operation, current }) => [version, operation, current])).toEqual([
      [2, 'undo', true],
      [1, 'load', false],
      [0, 'load', false]
    ])
    expect(detail.partition.digest).toBe(first.partitions[1]?.digest)
  })
})

describe('rows and differences', () => {
  it('of a partition come as columns of a page, the same after a second look', async () => {
    const { client } = await setUp()
    await load(client)
    const handle = await client.call('lake.rows', { name: 'prices', dt: '2024-01', limit: 20 })
    expect([handle.rows, handle.version, handle.schema.map(({ name }) => name)]).toEqual([
      20,
      0,
      ['date', 'code', 'close', 'generation']
    ])
    const page = await client.client.call('result.page', { handle: handle.handle, from: 5, to: 8, columns: ['code'] })
    expect(page).toMatchObject({ ok: true, value: { from: 5, rows: 3 } })
    if (page.ok) expect(new TextDecoder().decode(page.buffers[1])).toBe('000005000006000007')
    await client.call('result.close', { handle: handle.handle })
    await expect(client.call('result.page', { handle: handle.handle, from: 0, to: 1 })).rejects.toMatchObject({
      data: { code: 'result.gone' }
    })
  })

  it('between two versions are counted and shown', async () => {
    const { client, source } = await setUp()
    await load(client)
    await writePrices(source, 2, { months: 3, rows: 51 })
    await load(client)
    const { job } = await client.call('lake.diff', { name: 'prices', dt: '2024-01', from: 0, to: 1, ...requestId() })
    const diff = partitionDiff.parse((await client.ended(job)).result)
    expect([diff.added, diff.removed, diff.changed, diff.unchanged]).toEqual([1, 0, 50, 0])
  })
})
