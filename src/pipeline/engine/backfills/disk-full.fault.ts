import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { backfillResult } from '../../contract'
import { backfill, untilBackfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { filesOnDisk, leftInCorner, readRows, replayLog } from '../testing/read-table'
import { smallDisk, withoutMount } from '../testing/small-disk'
import { createWorkspace } from '../workspace'

const DAYS = januaryDays(6)
/** As a date's file about half a MB. */
const ROWS = 100_000
const selection: Selection = { name: 'daily', dts: DAYS }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** A workspace of which one folder lies on a disk of its own. */
async function setUp(small: 'lake' | 'state') {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, { runs: { concurrency: 1 } })])
  await writeDays(folder, DAYS, { rows: ROWS, generation: (id) => (id * 2_654_435_761) % 1_000_003 })
  const disk = smallDisk(16, workspace[small])
  await createWorkspace(workspace.root)
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  return { disk, client, lake: workspace.lake, daily: join(workspace.lake, 'daily') }
}

/** Dates in the table, as plain code reads them: each whole, and nothing else on the disk. */
async function wholeDays(lake: string): Promise<string[]> {
  const daily = join(lake, 'daily')
  const { files, everNamed } = await replayLog(daily)
  const byDay = Map.groupBy(plainRows(await readRows(daily, files)), ({ day }) => String(day))
  expect([...byDay.values()].every((rows) => rows.length === ROWS)).toBe(true)
  expect((await filesOnDisk(daily)).filter((path) => !everNamed.has(path))).toEqual([])
  expect(await leftInCorner(lake)).toEqual([])
  return [...byDay.keys()].sort()
}

describe.skipIf(withoutMount)('F10: a disk that is full in the middle of a backfill (needs the right to mount)', () => {
  it('says so of each date that was not made, shows none by halves, and makes the rest once there is space', async () => {
    const { disk, client, lake } = await setUp('lake')
    await disk.fill(1_500_000)
    const { state, partitions } = await backfill(client, selection)
    expect(state).toBe('failed')
    const made = partitions.filter(({ state: at }) => at === 'ok').map(({ dt }) => dt)
    const full = partitions.filter(({ state: at }) => at !== 'ok')
    expect([made.length > 0, full.length > 0]).toEqual([true, true])
    expect(new Set(full.map(({ state: at, error }) => `${at} ${error?.code ?? ''}`))).toEqual(new Set(['failed disk.full']))
    await disk.clear()
    expect(await wholeDays(lake)).toEqual(made)
    const again = await backfill(client, selection)
    expect([again.state, again.partitions.map(({ dt }) => dt)]).toEqual(['done', DAYS.filter((day) => !made.includes(day))])
    expect(await wholeDays(lake)).toEqual(DAYS)
  })

  it('refuses to start where there is no room to write that down, and starts once there is', async () => {
    const { disk, client, lake } = await setUp('state')
    await disk.fill(0)
    await expect(backfill(client, selection)).rejects.toMatchObject({ data: { code: 'disk.full' } })
    await disk.clear()
    expect(await client.call('backfills.list', {})).toEqual([])
    expect((await backfill(client, selection)).state).toBe('done')
    expect(await wholeDays(lake)).toEqual(DAYS)
  })

  it('waits while there is no room for its state, and goes on by itself once there is; nothing is made twice', async () => {
    const { disk, client, lake, daily } = await setUp('state')
    const someMade = untilBackfill(client, ({ finished }) => finished > 0)
    const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
    await someMade
    await disk.fill(0)
    await vi.waitFor(
      async () => {
        const { log } = await client.call('backfills.get', { id })
        expect(log.map(({ text }) => text).join('\n')).toContain('waits for space')
      },
      { timeout: 20_000, interval: 50 }
    )
    await disk.clear()
    const { result } = await client.ended(job)
    const { partitions } = backfillResult.parse(result)
    expect(partitions.filter(({ state }) => state !== 'ok' && state !== 'failed')).toEqual([])
    expect(partitions.at(-1)).toMatchObject({ state: 'ok' })
    const made = partitions.filter(({ state }) => state === 'ok').map(({ dt }) => dt)
    expect(await wholeDays(lake)).toEqual(made)
    expect((await replayLog(daily)).version).toBe(made.length - 1)
  })
})
