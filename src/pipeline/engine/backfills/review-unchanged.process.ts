import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetSpec } from '../../contract'
import { DatasetFiles } from '../dataset-files'
import { backfill, publish, untilBackfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec } from '../testing/prices'
import { leftInCorner } from '../testing/read-table'

const DAYS = januaryDays(3)
const [FIRST = ''] = DAYS
const all = { name: 'daily', dts: DAYS, only: 'all' } as const

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const sql = 'SELECT day, count(*) AS n FROM daily GROUP BY 1'

async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec({ derive: { sql } })])
  await writeDays(folder, DAYS)
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const staged = async (): Promise<string[]> => [
    ...(await leftInCorner(workspace.lake)),
    ...(await readdir(join(workspace.state, 'staged')).catch(() => []))
  ]
  const states = async (name: string): Promise<(string | undefined)[]> => {
    const found = new Map((await client.call('lake.partitions', { name })).map(({ dt, state }) => [dt, state]))
    return DAYS.map((dt) => found.get(dt))
  }
  return { workspace, folder, client, staged, states }
}

describe('under a review, partitions whose rows stay as they are', () => {
  it('are said to be made by the new query at once, and nothing stays staged', async () => {
    const { workspace, client, staged, states } = await setUp()
    await backfill(client, all)
    const other = countsSpec({ derive: { sql: `${sql} HAVING count(*) > 0` } })
    await new DatasetFiles(workspace.datasets).save(datasetSpec.parse(other), true)
    expect(await states('counts')).toEqual(DAYS.map(() => 'stale'))
    const { state } = await backfill(client, { name: 'counts', dts: DAYS, only: ['stale'] }, { publish: 'review' })
    expect([state, await states('counts'), await staged()]).toEqual(['done', DAYS.map(() => 'ok'), []])
  })

  it('are said to be made of the new inputs once these are published', async () => {
    const { folder, client, staged, states } = await setUp()
    await backfill(client, all)
    await writeDays(folder, [FIRST], { generation: 2 })
    const { state, runId, partitions } = await backfill(client, all, { publish: 'review' })
    expect([state, partitions.filter(({ state: at }) => at === 'staged').map(({ dataset }) => dataset)]).toEqual([
      'staged',
      ['daily']
    ])
    expect(await states('counts')).toEqual(DAYS.map(() => 'ok'))
    await publish(client, runId)
    expect([await states('counts'), await staged()]).toEqual([DAYS.map(() => 'ok'), []])
  })

  it('are told to hold no row of the dates that their dataset accepts as empty', async () => {
    const range = { from: '2024-02-01', to: '2024-02-05' }
    const { workspace, folder } = await newWorkspace((sources) => [
      pricesSpec(sources, { interval: { unit: 'day' }, range, whenEmpty: 'accept' })
    ])
    await writeFile(join(folder, 'prices.csv'), 'date,code,close,generation\n2024-02-01,005930,1.00,1\n')
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    await client.ended((await client.call('loads.start', { name: 'prices', ...requestId() })).job)
    const month = async (): Promise<unknown> => (await client.call('lake.partitions', { name: 'prices' }))[0]
    expect(await month()).toMatchObject({ state: 'partial', held: 1, expected: 3 })
    const { state } = await backfill(client, { name: 'prices', dts: ['2024-02'], only: 'all' }, { publish: 'review' })
    expect([state, await month()]).toMatchObject(['done', { state: 'ok', held: 5, expected: 5 }])
  })
})

it('a review that is cancelled before all of it is staged leaves nothing behind', async () => {
  const { folder, client, staged } = await setUp()
  await writeDays(folder, DAYS.slice(1), { rows: 100_000 })
  const someStaged = untilBackfill(client, ({ finished }) => finished > 0)
  const options = { publish: 'review', concurrency: 1 } as const
  const { id, job } = await client.call('backfills.start', { selection: all, options, ...requestId() })
  await someStaged
  await client.call('backfills.cancel', { id })
  await client.ended(job)
  const { state, items } = await client.call('backfills.get', { id })
  expect([state, items.filter((item) => item.state !== 'cancelled'), await staged()]).toEqual(['cancelled', [], []])
})
