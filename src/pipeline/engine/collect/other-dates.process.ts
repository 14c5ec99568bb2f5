import { afterAll, beforeAll, expect, it, vi, onTestFinished } from 'vitest'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { engineOn } from '../testing/open-engine'
import { dealsSpec, dealsWorkspace, DISTRICTS, hostWithKey, KEY, rowsIn } from './testing/deals-dataset'
import { dealsServer, type DealsServer } from './testing/deals-server'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** The rows say their own date. */
const spec = dealsSpec({
  columns: [
    { name: 'month', source: { header: 'dealDate' }, type: 'date' },
    { name: 'name', source: { header: 'aptNm' }, type: 'text' }
  ]
})

const fill = ({ deals }: DealsServer, asked: string, date: string): void => {
  for (const district of DISTRICTS) deals.set(`${district} ${asked}`, [{ aptNm: `${district} ${date}`, dealDate: date }])
}

it.each([
  ['keeps what a partition holds where a server answers for another month', '', 4, 'failed'],
  ['would empty it without a word if such rows were none (plant other-dates-are-empty)', 'other-dates-are-empty', 0, 'ok']
])('%s', async (_, plant, left, state) => {
  vi.stubEnv('PENSTOCK_PLANT', plant)
  onTestFinished(() => void vi.unstubAllEnvs())
  const server = await dealsServer(KEY)
  const { workspace } = await dealsWorkspace(server, {}, spec)
  const client = connectTo(await engineOn(workspace, hostWithKey(built.worker).host))
  const selection = { name: 'deals', from: '2026-01', to: '2026-01', only: 'all' } as const
  fill(server, '202601', '2026-01-15')
  await backfill(client, selection)
  expect(await rowsIn(workspace)).toHaveLength(4)
  fill(server, '202601', '2025-02-15')
  const { partitions } = await backfill(client, selection)
  expect(partitions.map((one) => [one.state === 'empty' ? 'ok' : one.state, one.error?.code])).toEqual([
    [state, state === 'ok' ? undefined : 'collect.answer']
  ])
  expect(await rowsIn(workspace)).toHaveLength(left)
})
