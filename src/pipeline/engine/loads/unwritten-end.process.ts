import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { backfillResult } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { replayLog } from '../testing/read-table'
import type { Workspace } from '../workspace'

const DAYS = januaryDays(3)
const WAIT = { timeout: 20_000, interval: 20 }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Until it is ended, the database refuses to write down how a run ended. */
function refuseEnds({ state }: Workspace): { end: () => void } {
  const database = new DatabaseSync(join(state, 'state.sqlite'), { timeout: 5_000 })
  onTestFinished(() => database.close())
  database.exec(`CREATE TRIGGER no_ends BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'no more writes'); END`)
  return { end: () => database.exec('DROP TRIGGER no_ends') }
}

async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, { runs: { concurrency: 1 } })])
  await writeDays(folder, DAYS)
  const engine = await engineOn(workspace, nodeHost(built.worker).host)
  const committed = (version: number): Promise<void> =>
    vi.waitFor(async () => expect((await replayLog(join(workspace.lake, 'daily'))).version).toBe(version), WAIT)
  return { workspace, engine, client: connectTo(engine), ends: refuseEnds(workspace), committed }
}

const runsOf = async (client: TestClient) =>
  (await client.call('runs.list', {})).runs.map(({ state, versionAfter }) => [state, versionAfter]).reverse()

async function startLoad(client: TestClient): Promise<string> {
  return (await client.call('loads.start', { name: 'daily', ...requestId() })).job
}

describe('a run that is in the lake while its end cannot be written down', () => {
  it('is called running until it can be, then done, and can be undone', async () => {
    const { client, ends, committed } = await setUp()
    const job = await startLoad(client)
    await committed(0)
    expect(await runsOf(client)).toEqual([['running', null]])
    ends.end()
    expect(await client.ended(job)).toMatchObject({ state: 'done', result: { version: 0 } })
    expect(await runsOf(client)).toEqual([['done', 0]])
    const undo = await client.call('runs.undo', { id: job, ...requestId() })
    expect(await client.ended(undo.job)).toMatchObject({ state: 'done' })
  })

  it('keeps no engine from closing, and is done for the next', async () => {
    const { workspace, client, engine, ends, committed } = await setUp()
    const job = await startLoad(client)
    await committed(0)
    await engine.close()
    ends.end()
    const next = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    expect(await runsOf(next)).toEqual([['done', 0]])
    expect(await next.call('jobs.get', { id: job })).toMatchObject({ state: 'done' })
  })

  it('makes its backfill wait and say so; what was committed is ok, also where it is cancelled meanwhile', async () => {
    const { client, ends, committed } = await setUp()
    const selection = { name: 'daily', dts: DAYS }
    const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
    await committed(0)
    await vi.waitFor(async () => {
      const { log } = await client.call('backfills.get', { id })
      expect(log.map(({ text }) => text).join('\n')).toContain('no more writes')
    }, WAIT)
    await client.call('backfills.cancel', { id })
    ends.end()
    const { partitions } = backfillResult.parse((await client.ended(job)).result)
    expect(partitions.map(({ state }) => state)).toEqual(['ok', 'cancelled', 'cancelled'])
    expect(await runsOf(client)).toEqual([['done', 0]])
  })
})
