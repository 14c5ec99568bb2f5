import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { backfillResult } from '../../contract'
import { backfill, untilBackfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
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
  const engine = await engineOn(workspace, nodeHost(built.worker).host)
  return { disk, workspace, engine, client: connectTo(engine), lake: workspace.lake, daily: join(workspace.lake, 'daily') }
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

  it.each([0, 8_192, 32_768, 49_152])(
    'waits where %d bytes are left for its state, and goes on by itself once there is room: the history tells what the lake holds',
    async (left) => {
      const { disk, workspace, engine, client, lake, daily } = await setUp('state')
      const someMade = untilBackfill(client, ({ finished }) => finished > 0)
      const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
      await someMade
      await disk.fill(left)
      await vi.waitFor(
        async () => {
          const { log, finishedAt, waitsFor } = await client.call('backfills.get', { id })
          if (finishedAt !== null) return
          expect(log.map(({ text }) => text).join('\n')).toContain('waits for space')
          const { rows } = await client.call('overview.get', {})
          const [listed] = await client.call('backfills.list', { active: true })
          expect([waitsFor?.code, listed?.waitsFor?.code, rows[0]?.standstill?.why]).toEqual(['disk.full', 'disk.full', 'space'])
        },
        { timeout: 60_000, interval: 50 }
      )
      await disk.clear()
      const { state, result } = await client.ended(job)
      const { partitions } = backfillResult.parse(result)
      expect([state, partitions.map(({ state: at }) => at)]).toEqual(['done', DAYS.map(() => 'ok')])
      expect((await client.call('backfills.get', { id })).waitsFor).toBeUndefined()
      expect(await wholeDays(lake)).toEqual(DAYS)
      const { runs } = await replayLog(daily)
      expect(runs).toHaveLength(DAYS.length)
      expect(await doneRuns(client)).toEqual(runs)
      await engine.close()
      expect(await doneRuns(connectTo(await engineOn(workspace, nodeHost(built.worker).host)))).toEqual(runs)
    },
    180_000
  )
})

/** Runs that the history calls done, by the version that each says it made; none may be left without an end. */
async function doneRuns(client: TestClient): Promise<string[]> {
  const { runs } = await client.call('runs.list', {})
  expect(runs.filter(({ finishedAt }) => finishedAt === null)).toEqual([])
  const done = runs.filter(({ state }) => state === 'done').map(({ id, versionAfter }) => ({ id, version: versionAfter ?? -1 }))
  return done.sort((a, b) => a.version - b.version).map(({ id }) => id)
}
