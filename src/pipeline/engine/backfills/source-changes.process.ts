import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { RunPolicy } from '../../contract'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const DAYS = januaryDays(4)
const [FIRST = '', SECOND = '', THIRD = '', FOURTH = ''] = DAYS
const selection: Selection = { name: 'daily', dts: DAYS }
/** Rows enough that reading them takes a while. */
const MANY = 400_000

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp(runs: Partial<RunPolicy> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, { runs: { concurrency: 1, ...runs } })])
  await writeDays(folder, DAYS)
  await writeDays(folder, [FIRST], { rows: MANY })
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const source = (dt: string): string => join(folder, 'in', `${dt}.csv`)
  return { folder, client, source, daily: join(workspace.lake, 'daily') }
}

/** Adds a row to a file again and again, until it is told to stop. */
function grow(path: string): { stop(): Promise<void> } {
  let stopped = false
  const work = async (): Promise<void> => {
    for (let id = MANY; !stopped; id += 1) await appendFile(path, `${id},1\n`)
  }
  const done = work()
  const stop = (): Promise<void> => {
    stopped = true
    return done
  }
  onTestFinished(stop)
  return { stop }
}

const rowsByDay = async (daily: string): Promise<Record<string, number>> => {
  const rows = plainRows(await readRows(daily, (await replayLog(daily)).files))
  return Object.fromEntries([...Map.groupBy(rows, ({ day }) => String(day))].map(([day, of]) => [day, of.length] as const).sort())
}

describe('a source that changes while a backfill is at work', () => {
  it('is not taken half old and half new: the partition fails by name, the others are made', async () => {
    const { client, source, daily } = await setUp()
    const growing = grow(source(FIRST))
    const { partitions } = await backfill(client, selection)
    await growing.stop()
    expect(partitions.map(({ dt, state, error }) => [dt, state, error?.code])).toEqual([
      [FIRST, 'failed', 'source.changed'],
      ...[SECOND, THIRD, FOURTH].map((dt) => [dt, 'ok', undefined])
    ])
    expect(await rowsByDay(daily)).toEqual({ [SECOND]: 40, [THIRD]: 40, [FOURTH]: 40 })
  })

  it('is read again once it stands still, where the dataset asks for that', async () => {
    const { client, source, daily } = await setUp({ retry: { codes: ['source.changed'], times: 3, waitSeconds: 1 } })
    const growing = grow(source(FIRST))
    const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
    const look = async (): Promise<void> => {
      const { items } = await client.call('backfills.get', { id })
      if (items.some(({ error }) => error?.code === 'source.changed')) await growing.stop()
    }
    client.client.subscribe('backfills.changed', {}, { event: () => void look() })
    expect(await client.ended(job)).toMatchObject({ state: 'done' })
    const lines = (await readFile(source(FIRST), 'utf8')).trim().split('\n').length - 1
    expect(lines).toBeGreaterThan(MANY)
    expect((await rowsByDay(daily))[FIRST]).toBe(lines)
  })
})
