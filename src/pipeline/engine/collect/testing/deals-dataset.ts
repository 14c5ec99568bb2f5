import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetSpecInput, RequestLimits } from '../../../contract'
import { MemoryVault } from '../../../connect/memory-vault'
import type { EngineHost } from '../../ports'
import { nodeHost } from '../../testing/node-host'
import { newWorkspace } from '../../testing/open-engine'
import { readRows, replayLog } from '../../testing/read-table'
import type { Workspace } from '../../workspace'
import type { Deal, DealsServer } from './deals-server'

export const KEY = 'planted-secret-8f3a1c'
export const DISTRICTS = ['11110', '11680', '26110', '41135']

/** Deals by district and month, asked for by `DISTRICTS`. */
export const dealsSpec = (extra: Partial<DatasetSpecInput> = {}, pageSize = 3): DatasetSpecInput => ({
  format: 1,
  name: 'deals',
  collect: {
    kind: 'http',
    connection: 'molit',
    request: {
      path: '/deals',
      query: {
        ...{ serviceKey: '{secret.serviceKey}', LAWD_CD: '{district}', DEAL_YMD: '{dt:%Y%m}' },
        ...{ pageNo: '{page}', numOfRows: '{size}' }
      }
    },
    answer: {
      format: 'xml',
      rows: 'response.body.items.item',
      codes: {
        ...{ path: 'response.header.resultCode', message: 'response.header.resultMsg', ok: ['000'], empty: ['03'] },
        ...{ quota: ['22'], key: ['30'] }
      }
    },
    paging: { kind: 'page', size: pageSize, total: 'response.body.totalCount' },
    fanOut: [{ as: 'district', values: DISTRICTS }]
  },
  columns: [
    { name: 'district', source: { header: '@district' }, type: 'text' },
    { name: 'month', source: { header: '@dt' }, type: 'date', format: '%Y-%m' },
    { name: 'apt', source: { header: 'aptNm' }, type: 'text' },
    { name: 'amount', source: { header: 'dealAmount' }, type: 'integer' }
  ],
  partition: { columns: ['month'], grain: 'month' },
  runs: { concurrency: 1 },
  ...extra
})

/** As many deals of each district and month as `counts` says, by turns. */
export function fillDeals({ deals }: DealsServer, months: readonly string[], counts: readonly number[] = [7, 2, 0, 4]): void {
  let turn = 0
  for (const month of months) {
    for (const district of DISTRICTS) {
      const count = counts[turn++ % counts.length] ?? 0
      const rows = Array.from({ length: count }, (_, index): Deal => ({
        aptNm: `${district}-${month}-${index}`,
        dealAmount: String(10_000 + index)
      }))
      deals.set(`${district} ${month.replace('-', '')}`, rows)
    }
  }
}

export async function writeConnection({ root }: Workspace, url: string, limits: Partial<RequestLimits> = {}): Promise<void> {
  const spec = { format: 1, name: 'molit', target: { kind: 'http', baseUrl: url, limits }, secrets: ['serviceKey'] }
  await mkdir(join(root, 'connections'), { recursive: true })
  await writeFile(join(root, 'connections', 'molit.connection.json'), JSON.stringify(spec))
}

/** A host that knows the key. */
export function hostWithKey(worker: string): EngineHost & ReturnType<typeof nodeHost> {
  const made = nodeHost(worker)
  const secrets = new MemoryVault()
  void secrets.set('default/molit/serviceKey', KEY)
  const host = { ...made.host, secrets }
  return { ...host, ...made, host }
}

/** A workspace with the dataset `deals` and its connection to a server. */
export async function dealsWorkspace(server: DealsServer, limits: Partial<RequestLimits> = {}, spec = dealsSpec()) {
  const { workspace, folder } = await newWorkspace(() => [spec])
  await writeConnection(workspace, server.url, limits)
  return { workspace, folder }
}

/** Rows as plain code reads them from the lake. */
export async function rowsIn({ lake }: Workspace): Promise<string[]> {
  const table = join(lake, 'deals')
  const { files } = await replayLog(table)
  const rows = await readRows(table, files)
  return rows.map(({ district, apt, amount }) => `${String(district)} ${String(apt)} ${String(amount)}`).sort()
}

/** The same rows as the server has them. */
export const rowsOf = ({ deals }: DealsServer): string[] =>
  [...deals]
    .flatMap(([place, rows]) => rows.map(({ aptNm, dealAmount }) => `${place.slice(0, 5)} ${aptNm ?? ''} ${dealAmount ?? ''}`))
    .sort()
