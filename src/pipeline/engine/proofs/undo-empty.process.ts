import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadResult } from '../../contract'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { replayLog } from '../testing/read-table'

const DAYS = januaryDays(3)
const [FIRST = '', EMPTY = '', LAST = ''] = DAYS
const MARK = `penstock/interval/${EMPTY}`
const empty: Selection = { name: 'daily', dts: [EMPTY] }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Two days in the lake, and one between them whose file has no row and is not loaded yet. */
async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec()])
  await writeDays(folder, [FIRST, LAST])
  await writeDays(folder, [EMPTY], { rows: 0 })
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  await backfill(client, { name: 'daily', dts: [FIRST, LAST] })
  return { folder, client, daily: join(workspace.lake, 'daily') }
}

const statesOf = async (client: TestClient, name: string): Promise<Record<string, string>> =>
  Object.fromEntries((await client.call('lake.partitions', { name })).map(({ dt, state }) => [dt, state]))

async function endOf(client: TestClient, job: string): Promise<string> {
  return loadResult.parse((await client.ended(job)).result).state
}

const undo = async (client: TestClient, id: string): Promise<string> =>
  endOf(client, (await client.call('runs.undo', { id, ...requestId() })).job)

/** What `--only missing` would make. */
async function missingIn(client: TestClient, name: string): Promise<string[]> {
  const { items } = await client.call('backfills.plan', { selection: { name, only: ['missing'] } })
  return items.map(({ dt }) => dt)
}

/** What could be made of one date of the counts. */
async function countable(client: TestClient, dt: string): Promise<string[]> {
  const { items } = await client.call('backfills.plan', { selection: { name: 'counts', dts: [dt], only: 'all' } })
  return items.map((item) => item.dt)
}

describe('the undo of a load that found an interval empty', () => {
  it('makes it missing again: it is planned again, and nothing is made from it', async () => {
    const { client, daily } = await setUp()
    expect([(await statesOf(client, 'daily'))[EMPTY], await missingIn(client, 'daily')]).toEqual(['missing', [EMPTY]])
    const loaded = await backfill(client, empty, { follow: false })
    expect([(await statesOf(client, 'daily'))[EMPTY], await missingIn(client, 'daily')]).toEqual(['empty', []])
    expect((await replayLog(daily)).txns[MARK]).toBeGreaterThan(0)
    expect(await countable(client, EMPTY)).toEqual([EMPTY])
    expect(await undo(client, loaded.runId)).toBe('done')
    expect((await replayLog(daily)).txns[MARK]).toBe(0)
    expect([(await statesOf(client, 'daily'))[EMPTY], await missingIn(client, 'daily')]).toEqual(['missing', [EMPTY]])
    expect(await countable(client, EMPTY)).toEqual([])
    const again = await backfill(client, empty, { follow: false })
    expect([again.state, (await statesOf(client, 'daily'))[EMPTY]]).toEqual(['done', 'empty'])
    expect((await replayLog(daily)).txns[MARK]).toBeGreaterThan(0)
  })

  it('can be undone in turn: it is empty again', async () => {
    const { client, daily } = await setUp()
    const loaded = await backfill(client, empty, { follow: false })
    const before = (await replayLog(daily)).txns[MARK]
    const { job } = await client.call('runs.undo', { id: loaded.runId, ...requestId() })
    const { run } = loadResult.parse((await client.ended(job)).result)
    expect(await undo(client, run)).toBe('done')
    expect((await replayLog(daily)).txns[MARK]).toBe(before)
    expect((await statesOf(client, 'daily'))[EMPTY]).toBe('empty')
  })

  it('is done by a return to the version before it as well, of the table or of that partition', async () => {
    for (const dt of [undefined, EMPTY]) {
      const { client, daily } = await setUp()
      const { version } = await replayLog(daily)
      await backfill(client, empty, { follow: false })
      const params = { name: 'daily', version, ...(dt === undefined ? {} : { dt }), ...requestId() }
      expect(await endOf(client, (await client.call('lake.undo', params)).job)).toBe('done')
      expect([(await replayLog(daily)).txns[MARK], (await statesOf(client, 'daily'))[EMPTY]]).toEqual([0, 'missing'])
    }
  })

  it('leaves a load of rows that came later as it is, once that is taken back', async () => {
    const { folder, client } = await setUp()
    const loaded = await backfill(client, empty, { follow: false })
    await writeDays(folder, [EMPTY])
    const filled = await backfill(client, { ...empty, only: 'all' }, { follow: false })
    await expect(undo(client, loaded.runId)).rejects.toMatchObject({ data: { code: 'undo.refused' } })
    expect(await undo(client, filled.runId)).toBe('done')
    expect((await statesOf(client, 'daily'))[EMPTY]).toBe('empty')
    expect(await undo(client, loaded.runId)).toBe('done')
    expect((await statesOf(client, 'daily'))[EMPTY]).toBe('missing')
  })
})

describe('the undo of a run that only found that days of a month are empty', () => {
  it('makes those days missing again', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [
      daysSpec(sources, {
        ...{ source: { location: join(sources, 'all.csv'), format: 'csv' }, interval: { unit: 'day', column: 'day' } },
        ...{ partition: { columns: ['day'], grain: 'month' }, range: { from: FIRST, to: LAST } },
        columns: ['day', 'id', 'generation'].map((name) => ({
          ...{ name, source: { header: name }, type: name === 'day' ? ('date' as const) : ('integer' as const) }
        }))
      })
    ])
    await writeFile(join(folder, 'all.csv'), `day,id,generation\n${FIRST},1,1\n`)
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    await client.ended((await client.call('loads.start', { name: 'daily', ...requestId() })).job)
    const states = async () =>
      (await client.call('intervals.list', { name: 'daily', from: FIRST, to: LAST })).map(({ id, state }) => `${id} ${state}`)
    const before = await states()
    expect(before).not.toContain(`${EMPTY} empty`)
    const { runId } = await backfill(client, { name: 'daily', dts: ['2024-01'], only: 'all' })
    expect(await states()).toContain(`${EMPTY} empty`)
    expect(await undo(client, runId)).toBe('done')
    expect(await states()).toEqual(before)
  })
})
