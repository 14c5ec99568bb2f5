import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { engineOn } from '../testing/open-engine'
import { dealsWorkspace, DISTRICTS, fillDeals, hostWithKey, KEY, rowsIn, rowsOf } from './testing/deals-dataset'
import { dealsServer } from './testing/deals-server'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const MONTHS = ['2026-01', '2026-02', '2026-03']
const quarter = { name: 'deals', from: '2026-01', to: '2026-03', only: 'all' } as const

describe('a dataset that is asked for by month and district', () => {
  it('holds after a backfill what the server has, and a second one finds no change', async () => {
    const server = await dealsServer(KEY)
    fillDeals(server, MONTHS)
    const { workspace } = await dealsWorkspace(server)
    const client = connectTo(await engineOn(workspace, hostWithKey(built.worker).host))
    const first = await backfill(client, quarter)
    expect(first.partitions.map(({ dt, state, error }) => [dt, state, error?.message])).toEqual(
      MONTHS.map((dt) => [dt, 'ok', undefined])
    )
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
    // Pages of three: 7 rows take 3, 4 take 2, none takes 1.
    expect(server.asked).toHaveLength(MONTHS.length * (3 + 1 + 1 + 2))
    const again = await backfill(client, quarter)
    expect(again.partitions.map(({ change }) => change)).toEqual(MONTHS.map(() => 'unchanged'))
    expect(DISTRICTS).toHaveLength(4)
  })
})
