import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadResult, type DatasetSpecInput, type LoadResult } from '../../contract'
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

/** Three months of prices in the lake, of generation 1; `change` says by which rules they are loaded again. */
async function setUp(change: Partial<DatasetSpecInput>) {
  const { workspace, folder } = await newWorkspace((sources) => [pricesSpec(sources, change)])
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const source = join(folder, 'prices.csv')
  await writePrices(source, 1, { months: 3, rows: 50 })
  await load(client)
  return { client, source, table: join(workspace.lake, 'prices') }
}

async function load(client: TestClient): Promise<LoadResult> {
  const { job } = await client.call('loads.start', { name: 'prices', ...requestId() })
  return loadResult.parse((await client.ended(job)).result)
}

/** How many rows of each generation the lake holds of each month. */
async function inLake(table: string): Promise<Record<string, number>> {
  const rows = await readRows(table, (await replayLog(table)).files)
  const named = rows.map(({ date, generation }) => `${(date as Date).toISOString().slice(0, 7)} by ${Number(generation)}`)
  const counts: Record<string, number> = {}
  for (const name of named.sort()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

const statesOf = async (client: TestClient): Promise<unknown[]> =>
  (await client.call('lake.partitions', { name: 'prices' })).map(({ dt, state, rows }) => [dt, state, rows])

describe('a load of a source that lacks a month which the calendar expects', () => {
  it('keeps the month, says why, and publishes the others', async () => {
    const { client, source, table } = await setUp({ calendar: 'krx' })
    await writePrices(source, 2, { months: 2, rows: 50 })
    const result = await load(client)
    expect(result).toMatchObject({ state: 'done', error: { code: 'check.empty', details: { partitions: ['2024-03'] } } })
    expect(result.partitions.map(({ dt, change }) => [dt, change])).toEqual([
      ['2024-01', 'replaced'],
      ['2024-02', 'replaced']
    ])
    expect(result.rowsRead).toBe(result.rowsWritten + result.rowsQuarantined + result.rowsSuperseded)
    expect(await inLake(table)).toEqual({ '2024-01 by 2': 50, '2024-02 by 2': 50, '2024-03 by 1': 50 })
    expect((await statesOf(client))[2]).toEqual(['2024-03', 'refused', 50])
  })

  it('empties it where the dataset accepts that', async () => {
    const { client, source, table } = await setUp({ calendar: 'krx', whenEmpty: 'accept' })
    await writePrices(source, 1, { months: 2, rows: 50 })
    expect(await load(client)).not.toHaveProperty('error')
    expect(await inLake(table)).toEqual({ '2024-01 by 1': 50, '2024-02 by 1': 50 })
  })
})

describe('a load of a dataset that asks before more than 5 % of a partition change', () => {
  const runs = { publish: { askAbove: 5 } } as const

  it('is refused where every partition changes by more, and names the backfill that waits for a review', async () => {
    const { client, source, table } = await setUp({ runs })
    await writePrices(source, 2, { months: 3, rows: 50 })
    const { state, error } = await load(client)
    expect([state, error?.code, error?.details?.['partitions']]).toEqual([
      'refused',
      'load.needs_review',
      ['2024-01', '2024-02', '2024-03']
    ])
    expect(error?.hint).toContain('penstock backfill prices')
    expect(await inLake(table)).toEqual({ '2024-01 by 1': 50, '2024-02 by 1': 50, '2024-03 by 1': 50 })
    const { items } = await client.call('backfills.plan', { selection: { name: 'prices' } })
    expect(items.map(({ dt }) => dt)).toEqual(['2024-01', '2024-02', '2024-03'])
  })

  it('publishes partitions that are new or change by less', async () => {
    const { client, source, table } = await setUp({ runs })
    await writePrices(source, 1, { months: 4, rows: 52 })
    const result = await load(client)
    expect(result).toMatchObject({ state: 'done' })
    expect(result).not.toHaveProperty('error')
    expect(Object.keys(await inLake(table))).toHaveLength(4)
  })
})
