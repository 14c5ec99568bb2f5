import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetSpec, type DatasetSpecInput } from '../../contract'
import { DatasetFiles } from '../dataset-files'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const DAYS = januaryDays(5)
const [FIRST = '', SECOND = ''] = DAYS

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

/** Each partition is a unit. */
const counts = (sql: string): DatasetSpecInput => countsSpec({ derive: { sql }, runs: { sequential: true } })
const report = countsSpec({ name: 'report', derive: { sql: 'SELECT day, * EXCLUDE day FROM counts' } })

/** Five days, and a mart whose query gives other columns since. */
async function changedMart() {
  const before = counts('SELECT day, count(*) AS n, max(generation) AS generation FROM daily GROUP BY 1')
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), before, report])
  await writeDays(folder, DAYS)
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  await backfill(client, { name: 'daily', dts: DAYS })
  const after = counts("SELECT day, count(*) || ' rows' AS n FROM daily GROUP BY 1")
  await new DatasetFiles(workspace.datasets).save(datasetSpec.parse(after), true)
  return { client, mart: join(workspace.lake, 'counts') }
}

const perDay = async (table: string): Promise<Record<string, unknown>[]> =>
  (await readRows(table, (await replayLog(table)).files)).sort((a, b) => Number(a['day']) - Number(b['day']))

describe('a mart of several units whose query gives other columns', () => {
  it('gets them in one commit, once all of its partitions are made, and so does what is made from it', async () => {
    const { client, mart } = await changedMart()
    const { version } = await replayLog(mart)
    const { state, partitions } = await backfill(client, { name: 'counts', dts: DAYS, only: ['stale'] })
    expect(partitions.flatMap(({ error }) => error ?? [])).toEqual([])
    expect([state, (await replayLog(mart)).version]).toEqual(['done', version + 1])
    const rows = DAYS.map((day) => ({ day: new Date(day), n: '40 rows' }))
    expect(await perDay(mart)).toEqual(rows)
    expect(await perDay(join(mart, '..', 'report'))).toEqual(rows)
  })

  it('keeps the old ones where only some of its partitions are asked for, and says how it gets the new ones', async () => {
    const { client, mart } = await changedMart()
    const before = await replayLog(mart)
    const { partitions } = await backfill(client, { name: 'counts', dts: [FIRST], only: 'all' }, { follow: false })
    expect(partitions[0]).toMatchObject({ state: 'refused', error: { code: 'schema.breaking' } })
    expect(partitions[0]?.error?.hint).toContain('penstock backfill counts --only all')
    expect(await replayLog(mart)).toEqual(before)
  })
})
