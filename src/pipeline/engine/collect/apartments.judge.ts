import { createReadStream, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectTemplates, fillTemplate } from '../../collect/templates'
import { partitionDiff } from '../../contract'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { engineOn } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'
import { dealsWorkspace, hostWithKey, KEY } from './testing/deals-dataset'
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
    const date = { dealYear: '2007', dealMonth: month, dealDay: days.split('~')[0] ?? '' }
    deals.set(key, [...(deals.get(key) ?? []), { umdNm: place, jibun, aptNm, excluUseAr, dealAmount, floor, buildYear, ...date }])
  }
  return deals
}

/** What the server says, and the template's column for it. */
const FIELDS = {
  ...{ umdNm: 'neighbourhood', jibun: 'lot', aptNm: 'complex', excluUseAr: 'area', dealAmount: 'price', floor: 'floor' },
  ...{ buildYear: 'built', dealYear: 'deal_year', dealMonth: 'deal_month', dealDay: 'deal_day' }
}
const NUMBERS = new Set(['area', 'price', 'floor', 'built', 'deal_year', 'deal_month', 'deal_day'])

/** A row by which both sides are compared: numbers in the four decimals that areas have, nothing as an empty text. */
const told = (district: unknown, cell: (field: string, column: string) => unknown): string =>
  JSON.stringify([
    district,
    ...Object.entries(FIELDS).map(([field, column]) => {
      const value = cell(field, column) ?? ''
      return NUMBERS.has(column) && value !== '' ? Number(Number(value).toFixed(4)) : value
    })
  ])

/** The template as it comes with the app. */
function spec() {
  const template = collectTemplates.find(({ id }) => id === 'molit-apt-trade')
  if (template === undefined) throw new Error('no template')
  const blanks = { districts: Object.keys(DISTRICTS).join(' ') }
  return fillTemplate(template, { name: 'deals', connection: 'molit', blanks }).dataset
}

describe.skipIf(!existsSync(file) && process.env.CI !== 'true')('apartment deals of 2007', () => {
  it('are the same in the lake as on the server; a deal that is cancelled and one that is corrected are the difference', async () => {
    const server = await dealsServer(KEY)
    server.deals = await dealsOf2007()
    const jongno = server.deals.get('11110 200701') ?? []
    // Two homes that are alike, sold on one day at one price.
    jongno.push({ ...jongno[0] })
    const { workspace } = await dealsWorkspace(server, {}, spec())
    const client = connectTo(await engineOn(workspace, hostWithKey(built.worker).host))
    const lakeRows = async (): Promise<string[]> => {
      const table = join(workspace.lake, 'deals')
      const rows = await readRows(table, (await replayLog(table)).files)
      return rows.map((row) => told(row['district'], (_field, column) => row[column])).sort()
    }
    const serverRows = (): string[] =>
      [...server.deals].flatMap(([key, rows]) => rows.map((row) => told(key.slice(0, 5), (field) => row[field]))).sort()
    await backfill(client, two)
    expect(serverRows()).toHaveLength(346)
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
