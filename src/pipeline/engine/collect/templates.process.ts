import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { collectTemplates, fillTemplate } from '../../collect/templates'
import type { ApiServer } from '../../collect/testing/api-server'
import { startEcos } from '../../collect/testing/ecos-server'
import { someDeals, startMolit } from '../../collect/testing/molit-server'
import { MemoryVault } from '../../connect/memory-vault'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const KEY = 'planted-secret-8f3a1c'
let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Collects months of a template as it comes with the app; answers the rows of the lake as plain code reads them. */
async function collected(
  id: string,
  { origin, close }: ApiServer,
  { blanks, months }: { blanks: Record<string, string>; months: [from: string, to: string] }
): Promise<Record<string, unknown>[]> {
  onTestFinished(close)
  const template = collectTemplates.find((candidate) => candidate.id === id)
  if (template === undefined) throw new Error(id)
  const { dataset, connection } = fillTemplate(template, { name: 'mine', connection: 'portal', blanks })
  const { workspace } = await newWorkspace(() => [dataset])
  const here = { ...connection, target: { ...connection.target, baseUrl: `${origin}/api`, limits: {} } }
  await mkdir(join(workspace.root, 'connections'), { recursive: true })
  await writeFile(join(workspace.root, 'connections', 'portal.connection.json'), JSON.stringify(here))
  const secrets = new MemoryVault()
  for (const secret of connection.secrets) await secrets.set(`default/portal/${secret}`, KEY)
  const client = connectTo(await engineOn(workspace, { ...nodeHost(built.worker).host, secrets }))
  const [from, to] = months
  const { partitions } = await backfill(client, { name: 'mine', from, to, only: 'all' })
  expect(partitions.map(({ error }) => error)).toEqual(partitions.map(() => undefined))
  const table = join(workspace.lake, 'mine')
  return readRows(table, (await replayLog(table)).files)
}

it('keeps apartment sales that are alike, and the cancelled one beside the one that was reported anew', async () => {
  const [deal = {}] = someDeals('11110', 1)
  const deals = [deal, deal, { ...deal, floor: '9', cdealType: 'O', cdealDay: '26.01.20' }, { ...deal, floor: '9' }]
  const server = await startMolit({ key: KEY, deals: { '11110 202601': deals } })
  const rows = await collected('molit-apt-trade', server, { blanks: { districts: '11110' }, months: ['2026-01', '2026-01'] })
  expect(rows.map(({ floor, cancelled }) => `${String(floor)} ${String(cancelled)}`).sort()).toEqual([
    '1 null',
    '1 null',
    '9 O',
    '9 null'
  ])
}, 60_000)

it('keeps statistics of the same item and day that differ in their second item, also those of days without trading', async () => {
  const row = { STAT_CODE: '731Y004', ITEM_CODE1: 'A', TIME: '20240601', DATA_VALUE: '1,380.50' }
  const rows = { '731Y004 A': [row, { ...row, ITEM_CODE2: 'x' }, { ...row, ITEM_CODE2: 'y' }] }
  const server = await startEcos({ key: KEY, rows })
  const blanks = { table: '731Y004', items: 'A' }
  const kept = await collected('ecos-statistic', server, { blanks, months: ['2024-06', '2024-06'] })
  expect(kept.map(({ item_2 }) => String(item_2)).sort()).toEqual(['null', 'x', 'y'])
}, 60_000)
