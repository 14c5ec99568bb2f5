import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec } from '../testing/prices'

/** The Korean exchange was open on 19 days of that month. */
const MONTH: Selection = { name: 'prices', from: '2024-02', to: '2024-02', only: 'all' }
const HELD = ['2024-02-01', '2024-02-02', '2024-02-05']

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const stateOf = async (client: TestClient): Promise<unknown> =>
  (await client.call('lake.partitions', { name: 'prices' })).find(({ dt }) => dt === '2024-02')

it('holds of a month that ends early the days that came, whether it was loaded by a backfill or by hand', async () => {
  const { workspace, folder } = await newWorkspace((sources) => [
    pricesSpec(sources, { calendar: 'krx', interval: { unit: 'day' }, range: { from: '2024-02-01', to: '2024-02-29' } })
  ])
  const rows = HELD.map((day) => `${day},005930,1.00,1`)
  await writeFile(join(folder, 'prices.csv'), ['date,code,close,generation', ...rows, ''].join('\n'))
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const partial = { state: 'partial', held: 3, expected: 19 }
  await backfill(client, MONTH)
  expect(await stateOf(client)).toMatchObject(partial)
  expect((await client.call('backfills.plan', { selection: { name: 'prices' } })).items.map(({ dt }) => dt)).toEqual(['2024-02'])
  await client.ended((await client.call('loads.start', { name: 'prices', ...requestId() })).job)
  expect(await stateOf(client)).toMatchObject(partial)
})
