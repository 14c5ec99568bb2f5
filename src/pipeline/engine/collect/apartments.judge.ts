import { createReadStream, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partitionDiff, type DatasetSpecInput } from '../../contract'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { engineOn } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'
import { dealsSpec, dealsWorkspace, hostWithKey, KEY } from './testing/deals-dataset'
import { dealsServer, type Deal } from './testing/deals-server'

const file = join(
  process.env.PENSTOCK_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data'),
  'realestate/kr_apt_trade_2007.csv.gz'
)
const DISTRICTS: Readonly<Record<string, string>> = {
  '11110': '서울특별시 종로구',
  '11680': '서울특별시 강남구',
  '26110': '부산광역시 중구'
}
const MONTHS = ['2007-01', '2007-02']
const two = { name: 'deals', from: '2007-01', to: '2007-02', only: 'all' } as const

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Deals of three districts and two months of 2007 as a server of the ministry gives them. */
async function dealsOf2007(): Promise<Map<string, Deal[]>> {
  const deals = new Map<string, Deal[]>()
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const [
      place = '',
      jibun = '',
      aptNm = '',
      excluUseAr = '',
      days = '',
      dealAmount = '',
      floor = '',
      buildYear = '',
      ,
      ,
      month
    ] = line.split(',')
    const code = Object.keys(DISTRICTS).find((one) => place.startsWith(`${DISTRICTS[one] ?? ''} `))
    if (code === undefined || (month !== '1' && month !== '2')) continue
    const key = `${code} 20070${month}`
    deals.set(key, [...(deals.get(key) ?? []), { umdNm: place, jibun, aptNm, excluUseAr, days, dealAmount, floor, buildYear }])
  }
  return deals
}

const names = ['umdNm', 'jibun', 'aptNm', 'excluUseAr', 'days', 'dealAmount', 'floor', 'buildYear']
const spec = (): DatasetSpecInput =>
  dealsSpec(
    {
      collect: { ...dealsSpec({}, 100).collect, fanOut: [{ as: 'district', values: Object.keys(DISTRICTS) }] } as NonNullable<
        DatasetSpecInput['collect']
      >,
      columns: [
        { name: 'district', source: { header: '@district' }, type: 'text' },
        { name: 'month', source: { header: '@dt' }, type: 'date', format: '%Y-%m' },
        ...names.map((name) => ({ name, source: { header: name }, type: 'text' as const }))
      ]
    },
    100
  )

describe.skipIf(!existsSync(file) && process.env.CI !== 'true')('apartment deals of 2007', () => {
  it('are the same in the lake as on the server; a deal that is cancelled and one that is corrected are the difference', async () => {
    const server = await dealsServer(KEY)
    server.deals = await dealsOf2007()
    const { workspace } = await dealsWorkspace(server, {}, spec())
    const client = connectTo(await engineOn(workspace, hostWithKey(built.worker).host))
    const lakeRows = async (): Promise<string[]> => {
      const table = join(workspace.lake, 'deals')
      const rows = await readRows(table, (await replayLog(table)).files)
      return rows.map((row) => JSON.stringify([row['district'], ...names.map((name) => row[name] ?? '')])).sort()
    }
    const serverRows = (): string[] =>
      [...server.deals]
        .flatMap(([key, rows]) => rows.map((row) => JSON.stringify([key.slice(0, 5), ...names.map((name) => row[name])])))
        .sort()
    await backfill(client, two)
    expect(serverRows()).toHaveLength(345)
    expect(await lakeRows()).toEqual(serverRows())
    const gangnam = server.deals.get('11680 200702') ?? []
    gangnam.splice(3, 1)
    gangnam[7] = { ...gangnam[7], dealAmount: '123456' }
    const again = await backfill(client, two)
    expect(again.partitions.map(({ dt, change }) => [dt, change])).toEqual([
      [MONTHS[0], 'unchanged'],
      [MONTHS[1], 'replaced']
    ])
    expect(await lakeRows()).toEqual(serverRows())
    const [newest] = await client.call('lake.history', { name: 'deals', limit: 1 })
    const to = newest?.version ?? 0
    const { job } = await client.call('lake.diff', { name: 'deals', dt: '2007-02', from: to - 1, to, ...requestId() })
    const { added, removed } = partitionDiff.parse((await client.ended(job)).result)
    expect([added, removed]).toEqual([1, 2])
  })
})
