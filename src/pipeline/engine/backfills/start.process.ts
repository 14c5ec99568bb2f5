import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const DAYS = januaryDays(8)
const selection: Selection = { name: 'daily', dts: DAYS, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
  await writeDays(folder, DAYS)
  const engine = await engineOn(workspace, nodeHost(built.worker).host)
  return { folder, engine, client: connectTo(engine), daily: join(workspace.lake, 'daily') }
}

const daysIn = async (daily: string): Promise<unknown[]> => {
  const rows = plainRows(await readRows(daily, (await replayLog(daily)).files))
  return [...new Set(rows.map(({ day }) => day))].sort()
}

describe('a start that is asked again', () => {
  it('with the same client request id is one backfill and one answer: before it is answered, while it runs, and afterwards', async () => {
    const { engine, client, daily } = await setUp()
    const asked = requestId()
    const ask = (by: TestClient) => by.call('backfills.start', { selection, ...asked })
    const [first, second] = await Promise.all([ask(client), ask(client)])
    const third = await ask(connectTo(engine))
    await client.ended(first.job)
    expect([second, third, await ask(client)]).toEqual([first, first, first])
    expect(await client.call('backfills.list', {})).toHaveLength(1)
    expect((await replayLog(daily)).version).toBe(DAYS.length - 1)
  })

  it('with another id is refused with the id of the one that runs, and then finds nothing to do', async () => {
    const { engine, client, daily } = await setUp()
    const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
    const again = connectTo(engine).call('backfills.start', { selection, ...requestId() })
    await expect(again).rejects.toMatchObject({ data: { code: 'run.overlap', details: { dataset: 'daily', backfill: id } } })
    await client.ended(job)
    const later = await backfill(client, selection)
    expect(new Set(later.partitions.map(({ change }) => change))).toEqual(new Set(['unchanged']))
    expect((await replayLog(daily)).version).toBe(DAYS.length - 1)
  })
})

describe('the dates of a backfill', () => {
  it('B6: are those between its ends, both included, and no other', async () => {
    const { client, daily } = await setUp()
    const range: Selection = { name: 'daily', from: '2024-01-03', to: '2024-01-06' }
    const { items, selected } = await client.call('backfills.plan', { selection: range })
    const expected = ['2024-01-03', '2024-01-04', '2024-01-05', '2024-01-06']
    expect([selected, items.map(({ dt }) => dt)]).toEqual([4, expected])
    await backfill(client, range)
    expect(await daysIn(daily)).toEqual(expected)
  })

  it('are refused where they lie in the future, and nothing runs', async () => {
    const { client, folder, daily } = await setUp()
    const future = '2199-01-01'
    await writeFile(join(folder, 'in', `${future}.csv`), 'id,generation\n1,1\n')
    const start = client.call('backfills.start', { selection: { name: 'daily', from: future, to: future }, ...requestId() })
    await expect(start).rejects.toMatchObject({ data: { code: 'plan.future' } })
    expect(await client.call('backfills.list', {})).toEqual([])
    expect((await replayLog(daily)).version).toBe(-1)
  })
})
