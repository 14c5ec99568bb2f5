import { existsSync } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadResult, recognition, type DatasetSpec, type LoadResult } from '../contract'
import { bundleHosts, type BuiltHosts } from './testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from './testing/client'
import { nodeHost } from './testing/node-host'
import { engineOn, newWorkspace } from './testing/open-engine'
import { readRows, replayLog } from './testing/read-table'

const data = process.env.PENSTOCK_DATA ?? resolve(import.meta.dirname, '../../../../shared/data')
const samsung = join(data, 'ticks/samsung_2023-09-04.csv')
const spy = join(data, 'ticks/lean/spy/20131007_trade.zip')
const mayRun = existsSync(data) || process.env.CI === 'true'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp() {
  const { workspace } = await newWorkspace()
  const engine = await engineOn(workspace, nodeHost(built.worker).host)
  return { client: connectTo(engine), table: (name: string) => join(workspace.lake, name) }
}

/** Every attempt at a partition as it was written down, newest first. */
async function attemptsAt(client: TestClient, name: string, dt: string) {
  const { runs } = await client.call('runs.list', { filter: { name, dt } })
  return Promise.all(runs.map(({ id }) => client.call('runs.get', { id })))
}

/** Recognises a file and loads it as it was recognised, but for what `change` corrects. */
async function add(client: TestClient, location: string, change: (draft: DatasetSpec) => DatasetSpec = (draft) => draft) {
  const recognise = await client.call('sources.recognise', { location, overrides: {}, ...requestId() })
  const { draft } = recognition.parse((await client.ended(recognise.job)).result)
  const spec = change(draft)
  await client.call('datasets.save', { spec, replace: false, ...requestId() })
  return { name: spec.name, first: await load(client, spec.name) }
}

async function load(client: TestClient, name: string, again = false): Promise<LoadResult> {
  const { job } = await client.call('loads.start', { name, again, ...requestId() })
  return loadResult.parse((await client.ended(job)).result)
}

const byMonth = (mode: DatasetSpec['mode']) => (draft: DatasetSpec) => ({
  ...draft,
  mode,
  primaryKey: ['id'],
  partition: { columns: ['get_data_timestamp'], grain: 'month' as const }
})

describe.runIf(mayRun)('what Penstock promises over its peers, on real input', () => {
  it('L1: numbers of the lake are the sums over the log, as plain code reads it', async () => {
    const { client, table } = await setUp()
    const { name } = await add(client, samsung)
    const [summary] = await client.call('datasets.list', {})
    const { files } = await replayLog(table(name))
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(table(name), file))).size))
    expect(summary).toMatchObject({
      rows: (await readRows(table(name), files)).length,
      files: files.length,
      bytes: sizes.reduce((a, b) => a + b, 0)
    })
  })

  it('L3: first rows cost the footer and the first row groups, even where the rest of the file cannot be read', async () => {
    const { client, table } = await setUp()
    const { name } = await add(client, spy)
    const [file = ''] = (await replayLog(table(name))).files
    const path = join(table(name), file)
    const { row_groups } = await parquetMetadataAsync(await asyncBufferFromFile(path))
    const second = row_groups[1]?.columns[0]?.meta_data
    const start = Number(second?.dictionary_page_offset ?? second?.data_page_offset)
    const end = (await stat(path)).size - 8 - (await footerBytes(path))
    const handle = await open(path, 'r+')
    await handle.write(Buffer.alloc(end - start, 0xff), 0, end - start, start)
    await handle.close()
    await expect(readRows(table(name), [file])).rejects.toThrow()
    const [partition] = await client.call('lake.partitions', { name })
    const rows = await client.call('lake.rows', { name, dt: partition?.dt ?? '', limit: 200 })
    const page = await client.call('result.page', { handle: rows.handle, from: 0, to: 200 })
    expect([row_groups.length > 1, page.rows]).toEqual([true, 200])
  })

  it('Q5: `C` in `change` is set aside with file, line, column, value and reason, and the other 29 rows load', async () => {
    const { client } = await setUp()
    const { name, first } = await add(client, samsung)
    expect(first).toMatchObject({ state: 'done', rowsRead: 30, rowsWritten: 29, rowsQuarantined: 1 })
    const lines = (await readFile(samsung, 'utf8')).split(/\r?\n/)
    const { total, rows } = await client.call('lake.quarantine', { name })
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({
      file: 'samsung_2023-09-04.csv',
      line: lines.findIndex((line) => line.endsWith(',C')) + 1,
      column: 'change',
      value: 'C',
      reason: 'cell.type'
    })
  })

  it('B13: three loads of one date are three attempts, the first two unchanged by the third', async () => {
    const { client } = await setUp()
    const { name } = await add(client, samsung, byMonth('full'))
    await load(client, name)
    const before = await attemptsAt(client, name, '2023-09')
    await load(client, name)
    const after = await attemptsAt(client, name, '2023-09')
    expect(after.map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'done'])
    expect(after.slice(1)).toEqual(before)
    expect(new Set(after.map(({ partitions }) => partitions[0]?.digestAfter)).size).toBe(1)
  })

  it('B14: the same input again changes nothing and commits nothing; forced to append, it is refused and names the keys', async () => {
    const { client, table } = await setUp()
    const { name, first } = await add(client, samsung, byMonth('append'))
    expect(await load(client, name)).toMatchObject({ state: 'unchanged', version: first.version })
    const forced = await load(client, name, true)
    expect(forced).toMatchObject({ state: 'refused', error: { code: 'load.duplicate_keys' } })
    expect(JSON.stringify(forced.error?.details)).toContain('60')
    expect(await readdir(join(table(name), '_delta_log'))).toHaveLength(1)
  })

  it('N3: undo gives the earlier digest back by one commit, and nothing is overwritten', async () => {
    const { client, table } = await setUp()
    const { name, first } = await add(client, samsung, byMonth('full'))
    const detail = await client.call('datasets.get', { name })
    await client.call('datasets.save', { spec: { ...detail.spec, badCell: 'cell' }, replace: true, ...requestId() })
    const second = await load(client, name)
    expect(second).toMatchObject({ state: 'done', rowsWritten: 30 })
    const { job } = await client.call('lake.undo', { name, run: second.run, ...requestId() })
    const undone = loadResult.parse((await client.ended(job)).result)
    expect(undone.partitions[0]?.digest).toBe(first.partitions[0]?.digest)
    const { version, files, everNamed } = await replayLog(table(name))
    expect([version, (await readRows(table(name), files)).length, everNamed.size]).toEqual([2, 29, 2])
  })
})

/** The length of a Parquet file's footer stands in the four bytes before its last four. */
async function footerBytes(path: string): Promise<number> {
  const bytes = await readFile(path)
  return bytes.readUInt32LE(bytes.length - 8)
}
