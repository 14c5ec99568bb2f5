import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfillResult, loadResult, proof, type BackfillResult, type DatasetSpecInput, type ParamsOf } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const data = process.env.PENSTOCK_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
const mayRun = existsSync(data) || process.env.CI === 'true'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const close: DatasetSpecInput = {
  format: 1,
  name: 'kor_close',
  source: { location: join(data, 'stocks/kor_close_2018-11_2021-11.csv.gz'), format: 'csv' },
  columns: [
    { name: 'code', source: { header: 'code' }, type: 'text', nullable: false },
    { name: 'date', source: { header: 'date' }, type: 'date', nullable: false },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ],
  primaryKey: ['code', 'date'],
  partition: { columns: ['date'], grain: 'month' },
  interval: { unit: 'day' },
  calendar: 'krx',
  sort: ['code', 'date']
}

const sector: DatasetSpecInput = {
  format: 1,
  name: 'sector',
  source: { location: join(data, 'stocks/KOR_sector.csv'), format: 'csv', encoding: 'cp949' },
  columns: [
    { name: 'code', source: { header: 'CMP_CD' }, type: 'text', nullable: false },
    { name: 'sector', source: { header: 'SEC_NM_KOR' }, type: 'text' }
  ]
}

const monthly: DatasetSpecInput = {
  format: 1,
  name: 'sector_monthly',
  derive: {
    sql: `SELECT date_trunc('month', k.date)::DATE AS month, s.sector, count(*) AS n, sum(k.close) AS total
      FROM kor_close k JOIN sector s USING (code) GROUP BY 1, 2`
  },
  columns: [],
  primaryKey: ['month', 'sector'],
  partition: { columns: ['month'], grain: 'month' }
}

async function setUp() {
  const { workspace } = await newWorkspace(() => [close, sector, monthly])
  const engine = await engineOn(workspace, nodeHost(built.worker).host)
  return { client: connectTo(engine), lake: (name: string) => join(workspace.lake, name) }
}

async function load(client: TestClient, name: string): Promise<void> {
  const { job } = await client.call('loads.start', { name, ...requestId() })
  await client.ended(job)
}

async function run(client: TestClient, selection: ParamsOf<'backfills.plan'>['selection']): Promise<BackfillResult> {
  const { job } = await client.call('backfills.start', { selection, ...requestId() })
  return backfillResult.parse((await client.ended(job)).result)
}

describe.runIf(mayRun)('a morning with kor_close', () => {
  it('B3, B4, N1, N2, N3: fills a gap of four months with its bill, proves it, and takes it back', async () => {
    const { client, lake } = await setUp()
    await load(client, 'sector')
    await load(client, 'kor_close')
    const first = await run(client, { name: 'sector_monthly' })
    expect(first.partitions.filter(({ state }) => state === 'ok')).toHaveLength(37)
    const partitions = await client.call('lake.partitions', { name: 'kor_close' })
    expect(partitions.reduce((sum, { rows }) => sum + rows, 0)).toBe(1_566_585)
    expect(partitions.reduce((sum, { held }) => sum + (held ?? 0), 0)).toBe(742)

    const gap: ParamsOf<'backfills.plan'>['selection'] = { name: 'kor_close', from: '2019-03', to: '2019-06', only: 'all' }
    const plan = await client.call('backfills.plan', { selection: gap })
    expect(plan).toMatchObject({ selected: 4, from: '2019-03', to: '2019-06' })
    expect(plan.items.map(({ dt, why, rowsNow }) => [dt, why, rowsNow])).toEqual(
      partitions.filter(({ dt }) => dt >= '2019-03' && dt <= '2019-06').map(({ dt, rows }) => [dt, 'forced', rows])
    )
    expect(plan.follows.map(({ dataset, dt }) => `${dataset} ${dt}`)).toEqual(
      ['03', '04', '05', '06'].map((month) => `sector_monthly 2019-${month}`)
    )
    const again = await run(client, gap)
    expect(new Set(again.partitions.map(({ change }) => change))).toEqual(new Set(['unchanged']))
    const { job } = await client.call('runs.proof', { id: again.runId, ...requestId() })
    expect(proof.parse((await client.ended(job)).result)).toMatchObject({ verdict: 'no_change', changed: 0 })

    const range = { name: 'sector_monthly', from: '2019-03', to: '2019-06' }
    const undo = await client.call('runs.undo', { id: first.runId, ...requestId() })
    expect(loadResult.parse((await client.ended(undo.job)).result).state).toBe('done')
    expect((await replayLog(lake('sector_monthly'))).files).toEqual([])
    const refilled = await run(client, range)
    expect(refilled.partitions.map(({ dt, digestAfter }) => [dt, digestAfter])).toEqual(
      first.partitions.filter(({ dt }) => dt >= range.from && dt <= range.to).map(({ dt, digestAfter }) => [dt, digestAfter])
    )
    const { files } = await replayLog(lake('sector_monthly'))
    const rows = await readRows(lake('sector_monthly'), files)
    const listed = await plainCount('2019-03', '2019-06')
    expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(listed)
  })
})

/** Closes of listed companies that have a sector, counted by plain code over the files. */
async function plainCount(from: string, to: string): Promise<number> {
  const sectors = iconv.decode(await readFile(join(data, 'stocks/KOR_sector.csv')), 'cp949')
  const codes = new Set(sectors.split('\r\n').map((line) => /,"(\w{6})",/.exec(line)?.[1]))
  const closes = gunzipSync(await readFile(join(data, 'stocks/kor_close_2018-11_2021-11.csv.gz'))).toString('utf8')
  return closes.split('\n').filter((line) => {
    const [code = '', date = ''] = line.split(',')
    return codes.has(code) && date.slice(0, 7) >= from && date.slice(0, 7) <= to
  }).length
}
