import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAYS = januaryDays(5)
const [, SECOND = ''] = DAYS

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describe('derived partitions that are made together', () => {
  it('are made but for the one that a rule refuses', async () => {
    const sql = 'SELECT day, generation AS n FROM daily GROUP BY 1, 2'
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec({ derive: { sql } })])
    await writeDays(folder, DAYS)
    await writeDays(folder, [SECOND], { generation: (id) => id % 2 })
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const { partitions } = await backfill(client, { name: 'daily', dts: DAYS })
    const marts = partitions.filter(({ dataset }) => dataset === 'counts')
    expect(marts.map(({ dt, state, error }) => [dt, error?.code ?? state])).toEqual(
      DAYS.map((dt) => [dt, dt === SECOND ? 'load.duplicate_keys' : 'ok'])
    )
    const there = await client.call('lake.partitions', { name: 'counts' })
    expect(there.filter(({ rows }) => rows > 0).map(({ dt }) => dt)).toEqual(DAYS.filter((dt) => dt !== SECOND))
  })
})
