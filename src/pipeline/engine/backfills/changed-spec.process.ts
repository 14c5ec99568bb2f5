import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetSpec } from '../../contract'
import { DatasetFiles } from '../dataset-files'
import { backfill, startAndPause, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAYS = januaryDays(12)
const selection: Selection = { name: 'daily', from: DAYS[0], to: DAYS.at(-1) }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describe('a dataset file that is changed while a backfill is at work', () => {
  it('stops it: what is in the lake was made by the file that was planned, and the rest fails as plan.stale', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
    await writeDays(folder, DAYS)
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const { id, job } = await startAndPause(client, selection)
    const before = await client.call('backfills.get', { id })
    const changed = datasetSpec.parse(daysSpec(folder, { primaryKey: ['day'] }))
    await new DatasetFiles(workspace.datasets).save(changed, true)
    await client.call('backfills.resume', { id })
    await client.ended(job)
    const { state, items } = await client.call('backfills.get', { id })
    expect(state).toBe('failed')
    expect(items.map((item) => item.error?.code ?? item.state)).toEqual(
      before.items.map((item) => (item.state === 'waiting' ? 'plan.stale' : 'ok'))
    )
    const there = (await client.call('lake.partitions', { name: 'daily' })).filter(({ rows }) => rows > 0)
    expect(there.map(({ dt }) => dt)).toEqual(before.items.filter((item) => item.state === 'ok').map(({ dt }) => dt))
    expect(there.length).toBeLessThan(DAYS.length)
    expect((await backfill(client, { ...selection, only: 'all' })).state).toBe('done')
  })
})
