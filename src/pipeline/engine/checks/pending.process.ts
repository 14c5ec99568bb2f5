import { afterAll, beforeAll, expect, it } from 'vitest'
import { backfill, publish } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

it('a mart of a reviewed backfill is compared with what it was made from, which is not published yet', async () => {
  const dts = januaryDays(1)
  const check = { id: 'same', kind: 'reconcile' as const, dataset: 'daily', measure: 'sum(n)', refMeasure: 'count(*)' }
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec({ checks: [check] })])
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const states = async (rows: number): Promise<string[]> => {
    await writeDays(folder, dts, { rows })
    const result = await backfill(client, { name: 'daily', dts, only: 'all' }, { publish: 'review' })
    if (result.state === 'staged') await publish(client, result.runId)
    return result.partitions.map(({ dataset, state }) => `${dataset} ${state}`)
  }
  expect(await states(40)).toEqual(['daily staged', 'counts staged'])
  // The table still has 40.
  expect(await states(30)).toEqual(['daily staged', 'counts staged'])
})
