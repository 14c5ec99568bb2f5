import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import type { TestClient } from '../testing/client'
import { atWorkAt, datedSpec, intervalsOf, lookAt, ran } from '../testing/dated'
import { readRows, replayLog } from '../testing/read-table'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const kst = (text: string): number => Date.parse(`${text}+09:00`)
const cron = { schedule: { cron: '0 8 * * *' } }
const sources = (folder: string): DatasetSpecInput[] => [datedSpec(folder, 'prices', cron), datedSpec(folder, 'rates', cron)]
const mart: DatasetSpecInput = {
  format: 1,
  name: 'mart',
  derive: { sql: 'SELECT date, p.close * r.close AS value FROM prices p JOIN rates r USING (date)' },
  columns: [],
  primaryKey: ['date'],
  partition: { columns: ['date'], grain: 'day' },
  ...{ calendar: 'krx', range: { from: '2024-03-04' }, schedule: { after: ['prices', 'rates'] } }
}

const setUp = () => atWorkAt(built.worker, kst('2024-03-05T07:59:00'), (folder) => [...sources(folder), mart])
/** What started each backfill of the mart alone. */
const startersOf = async (client: TestClient) =>
  (await client.call('backfills.list', { name: 'mart' })).map(({ trigger }) => trigger)
async function valuesIn(lake: string): Promise<number[]> {
  const table = join(lake, 'mart')
  const { files } = await replayLog(table)
  return (await readRows(table, files)).map(({ value }) => Number(value)).sort((left, right) => left - right)
}

describe('a dataset after two others', () => {
  it('waits for the one of which the run was refused, and runs each interval once both have it', async () => {
    const { client, clock, write, lake } = await setUp()
    await write('prices', '2024-03-04')
    clock.set(kst('2024-03-05T08:00:00'))
    await lookAt(client, 'prices')
    await ran(client, 'prices', ['2024-03-04'])
    await ran(client, 'rates', ['2024-03-04'])
    expect(await intervalsOf(client, 'mart')).toEqual([])
    await write('rates', '2024-03-04', 2)
    await write('prices', '2024-03-05')
    await write('rates', '2024-03-05', 3)
    clock.set(kst('2024-03-06T08:00:00'))
    await lookAt(client, 'prices')
    await ran(client, 'mart', ['2024-03-04', '2024-03-05'])
    expect(await startersOf(client)).toEqual(['after', 'after'])
    expect(await valuesIn(lake)).toEqual([200, 300])
  })

  it('is not run again by its schedule where somebody re-runs one of them: it is stale, or made with it', async () => {
    const { client, clock, write, lake } = await setUp()
    await write('prices', '2024-03-04')
    await write('rates', '2024-03-04', 2)
    clock.set(kst('2024-03-05T08:00:00'))
    await lookAt(client, 'prices')
    await ran(client, 'mart', ['2024-03-04'])
    await write('prices', '2024-03-04', 500)
    const again = { name: 'prices', dts: ['2024-03-04'], only: 'all' as const }
    await backfill(client, again, { follow: false })
    await lookAt(client, 'mart')
    expect(await client.call('lake.partitions', { name: 'mart' })).toMatchObject([{ dt: '2024-03-04', state: 'stale' }])
    await write('prices', '2024-03-04', 700)
    await backfill(client, again)
    await lookAt(client, 'mart')
    await ran(client, 'mart', ['2024-03-04'])
    expect(await startersOf(client)).toEqual(['after'])
    expect(await valuesIn(lake)).toEqual([1400])
  })

  it('does not run while the folder of one of them is gone', async () => {
    const { client, clock, write, folder } = await setUp()
    await rm(join(folder, 'rates'), { recursive: true })
    await write('prices', '2024-03-04')
    clock.set(kst('2024-03-05T08:00:00'))
    await lookAt(client, 'prices')
    await ran(client, 'prices', ['2024-03-04'])
    await ran(client, 'rates', ['2024-03-04'])
    expect(await client.call('intervals.list', { name: 'rates', from: '2024-03-04', to: '2024-03-04' })).toMatchObject([
      { state: 'failed', error: { code: 'file.missing' } }
    ])
    expect(await intervalsOf(client, 'mart')).toEqual([])
  })
})
