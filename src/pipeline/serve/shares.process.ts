import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { DatasetSpecInput } from '../contract'
import { bundleHosts, type BuiltHosts } from '../engine/testing/bundle-hosts'
import { connectTo, requestId } from '../engine/testing/client'
import { nodeHost } from '../engine/testing/node-host'
import { engineOn, newWorkspace } from '../engine/testing/open-engine'
import type { Workspace } from '../engine'
import { systemClock } from '../lib/clock'
import { jsonLogger } from '../lib/json-logger'
import { listen } from './listen'
import { get, leaveInTheMiddle } from './testing/get-share'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const spec = (folder: string): DatasetSpecInput => ({
  format: 1,
  name: '가격',
  source: { location: join(folder, 'prices.csv'), format: 'csv' },
  columns: [
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: '종목', source: { header: 'code' }, type: 'text', code: 'krx' },
    { name: 'change', source: { header: 'change' }, type: 'decimal(12,2)' },
    { name: 'volume', source: { header: 'volume' }, type: 'integer' },
    { name: 'ratio', source: { header: 'ratio' }, type: 'float' },
    { name: 'note', source: { header: 'note' }, type: 'text' }
  ],
  primaryKey: ['date', '종목'],
  partition: { columns: ['date'], grain: 'month' }
})

const SOURCE = [
  'date,code,change,volume,ratio,note',
  '2024-01-02,005930,-1.50,-7,0.1,=1+1',
  '2024-01-03,000660,2.00,9007199254740993,-2.5e-8,"said ""hi"", twice"',
  '2024-02-01,005930,0.00,3,,＠cmd'
]

const silent = jsonLogger({ level: 'error', clock: systemClock, write: () => undefined })

async function served(workspace: Workspace) {
  const engine = await engineOn(workspace, nodeHost(built.worker).host)
  const listening = await listen(engine, { port: 0, root: undefined, logger: silent })
  onTestFinished(() => listening.close())
  return { engine, listening, client: connectTo(engine) }
}

async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [spec(sources)])
  const source = join(folder, 'prices.csv')
  await writeFile(source, `${SOURCE.join('\n')}\n`)
  const site = await served(workspace)
  const load = async () => {
    const { job } = await site.client.call('loads.start', { name: '가격', ...requestId() })
    expect((await site.client.ended(job)).state).toBe('done')
  }
  await load()
  const share = await site.client.call('shares.create', { name: '가격', ...requestId() })
  return { ...site, workspace, source, load, share }
}

const parquetRows = async (body: Buffer): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({ file: new Uint8Array(body).buffer, compressors })

describe('a share', () => {
  it('gives CSV as a spreadsheet takes it: codes as text, no formulas, negative numbers as they are, lines ended by CRLF', async () => {
    const { share } = await setUp()
    const got = await get(share.csvUrl)
    expect(got.body.toString()).toBe(
      [
        'date,종목,change,volume,ratio,note',
        `2024-01-02,005930,-1.50,-7,0.1,'=1+1`,
        '2024-01-03,000660,2.00,9007199254740993,-2.5e-08,"said ""hi"", twice"',
        `2024-02-01,005930,0.00,3,,'＠cmd`,
        ''
      ].join('\r\n')
    )
    expect(got.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="__.csv"; filename*=UTF-8''${encodeURIComponent('가격')}.csv`,
      'content-length': String(got.body.length)
    })
    const excel = await get(`${share.csvUrl}?bom=1&codes=formula&dt=2024-02`)
    expect(excel.body.toString()).toBe(`\uFEFFdate,종목,change,volume,ratio,note\r\n2024-02-01,"=""005930""",0.00,3,,'＠cmd\r\n`)
  })

  it('gives Parquet of all partitions as one file with the columns by their shown names', async () => {
    const { share } = await setUp()
    const got = await get(share.parquetUrl)
    expect(got.headers['content-type']).toBe('application/vnd.apache.parquet')
    const rows = await parquetRows(got.body)
    expect(rows.map((row) => [row['종목'], row['change'], row['volume'], row['ratio'], row['note']])).toEqual([
      ['005930', -1.5, -7n, 0.1, '=1+1'],
      ['000660', 2, 9007199254740993n, -2.5e-8, 'said "hi", twice'],
      ['005930', 0, 3n, null, '＠cmd']
    ])
  })

  it('gives the partitions that are asked for, and says how to ask where the question is wrong', async () => {
    const { share } = await setUp()
    const lines = async (query: string) => (await get(`${share.csvUrl}?${query}`)).body.toString().split('\r\n').length - 2
    expect(await lines('dt=2024-01')).toBe(2)
    expect(await lines('from=2024-02&to=2024-12')).toBe(1)
    expect(await lines('from=2024-01-15&to=2024-01-20')).toBe(2)
    expect(await lines('dt=2023-01')).toBe(0)
    for (const wrong of ['dt=yesterday', 'limit=5', 'bom=yes'])
      expect((await get(`${share.csvUrl}?${wrong}`)).status, wrong).toBe(400)
  })

  it('is not sent again while the table is the same, and is once it changed', async () => {
    const { share, source, load } = await setUp()
    const first = await get(share.csvUrl)
    const etag = first.headers.etag ?? ''
    expect((await get(share.csvUrl, { 'if-none-match': etag })).status).toBe(304)
    const head = await get(share.csvUrl, {}, 'HEAD')
    expect([head.status, head.headers.etag, head.body.length]).toEqual([200, etag, 0])
    await writeFile(source, `${[...SOURCE, '2024-03-04,035720,1.00,1,1,'].join('\n')}\n`)
    await load()
    const second = await get(share.csvUrl, { 'if-none-match': etag })
    expect(second.status).toBe(200)
    expect(second.body.toString()).toContain('2024-03-04,035720,1.00,1,1.0,\r\n')
  })

  it('tells who has it nothing else, and whoever has it not nothing at all', async () => {
    const { share, client, listening } = await setUp()
    const wrong = share.csvUrl.replace(/share\/[^/]+/, `share/${'A'.repeat(43)}`)
    for (const url of [
      wrong,
      `${listening.url}/share/`,
      share.csvUrl.replace('.csv', '.json'),
      share.csvUrl.replace(/[^/]+$/, 'other.csv'),
      share.csvUrl.replace(/[^/]+$/, '..%2f..%2fworkspace.csv'),
      share.csvUrl.replace(/[^/]+$/, '%ff.csv')
    ])
      expect((await get(url)).status, url).toBe(404)
    expect((await get(share.csvUrl, { host: 'evil.example' })).status).toBe(403)
    expect((await get(share.csvUrl, {}, 'POST')).status).toBe(405)
    await client.call('shares.revoke', { id: share.id, ...requestId() })
    expect((await get(share.csvUrl)).status).toBe(404)
    expect(await client.call('shares.list', {})).toEqual([])
    await expect(client.call('shares.revoke', { id: share.id, ...requestId() })).rejects.toMatchObject({
      data: { code: 'share.missing' }
    })
  })

  it('counts its reads, outlives the engine at another port, and is kept without its token', async () => {
    const { share, client, engine, listening, workspace } = await setUp()
    await get(share.csvUrl)
    await get(share.parquetUrl)
    expect(await client.call('shares.list', { name: '가격' })).toMatchObject([{ id: share.id, reads: 2 }])
    const token = /share\/([^/]+)/.exec(share.csvUrl)?.[1] ?? ''
    await listening.close()
    await engine.close()
    const state = await readFile(join(workspace.state, 'state.sqlite'))
    expect([token.length, state.includes(token), state.includes(share.id)]).toEqual([43, false, true])
    const later = await served(workspace)
    const moved = share.csvUrl.replace(listening.url, later.listening.url)
    expect((await get(moved)).status).toBe(200)
    expect((await later.client.call('shares.list', {}))[0]?.reads).toBe(3)
  })
  it('goes on answering where many leave in the middle of a file', async () => {
    const { share, source, load } = await setUp()
    const many = Array.from(
      { length: 200_000 },
      (_, index) => `2024-03-01,${String(index).padStart(6, '0')},1.00,${index},1,note`
    )
    await writeFile(source, `${[...SOURCE, ...many].join('\n')}\n`)
    await load()
    for (let client = 0; client < 20; client += 1) await leaveInTheMiddle(share.csvUrl)
    const whole = await get(share.csvUrl)
    expect([whole.status, whole.body.toString().split('\r\n').length - 2]).toEqual([200, 200_003])
  })
})
