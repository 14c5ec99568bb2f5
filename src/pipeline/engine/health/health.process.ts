import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectTo, requestId } from '../testing/client'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const DAY_MS = 86_400_000

it('tells what retention keeps for earlier versions, and what it would free once these are older', async () => {
  const clock = standingClock(Date.parse('2024-03-05T00:00:00Z'))
  const { workspace, folder } = await newWorkspace((sources) => [
    {
      format: 1,
      name: 'prices',
      source: { location: join(sources, 'prices.csv'), format: 'csv' },
      columns: [{ name: 'close', source: { header: 'close' }, type: 'integer' }]
    }
  ])
  const engine = await engineOn(workspace, { ...nodeHost(built.worker).host, clock })
  const client = connectTo(engine)
  const load = async (text: string): Promise<void> => {
    await writeFile(join(folder, 'prices.csv'), text)
    const { job } = await client.call('loads.start', { name: 'prices', ...requestId() })
    expect((await client.ended(job)).state).toBe('done')
  }
  await load('close\n1\n')
  await load('close\n1\n2\n')
  const files = await Promise.all(
    (await readdir(join(workspace.lake, 'prices')))
      .filter((name) => name.endsWith('.parquet'))
      .map((name) => stat(join(workspace.lake, 'prices', name)))
  )
  const all = files.reduce((sum, { size }) => sum + size, 0)
  const young = (await client.call('health.get', {})).retention[0]
  expect(young).toMatchObject({ dataset: 'prices', wouldFreeFiles: 0, wouldFreeBytes: 0 })
  expect((young?.liveBytes ?? 0) + (young?.keptBytes ?? 0)).toBe(all)
  clock.pass(8 * DAY_MS)
  const old = (await client.call('health.get', {})).retention[0]
  expect(old).toMatchObject({ wouldFreeFiles: 1, keptBytes: 0, wouldFreeBytes: young?.keptBytes })
})
