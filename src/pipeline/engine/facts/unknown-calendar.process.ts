import { join } from 'node:path'
import { mkdir, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetSpec } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { daysSpec, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describe('a calendar that nobody knows', () => {
  it('is refused by a save, a load and a plan, which name those that are known', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, { calendar: 'lse' })])
    await writeDays(folder, ['2024-01-02'], { rows: 2 })
    await mkdir(join(workspace.root, 'calendars'), { recursive: true })
    await writeFile(join(workspace.root, 'calendars', 'desk.json'), '{}')
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const unknown = { code: 'dataset.invalid', hint: expect.stringContaining('desk, krx, nyse') as string }
    const spec = datasetSpec.parse(daysSpec(folder, { calendar: 'lse' }))
    await expect(client.call('datasets.save', { spec, replace: true, ...requestId() })).rejects.toMatchObject({ data: unknown })
    const { job } = await client.call('loads.start', { name: 'daily', ...requestId() })
    expect((await client.ended(job)).error).toMatchObject(unknown)
    const { obstacles } = await client.call('backfills.plan', {
      selection: { name: 'daily', from: '2024-01-02', to: '2024-01-02' }
    })
    expect(obstacles).toMatchObject([unknown])
    expect((await client.call('graph.get', {})).nodes.find(({ dataset }) => dataset === 'daily')?.error).toMatchObject(unknown)
  })
})
