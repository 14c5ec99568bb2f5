import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetSpec } from '../../contract'
import { DatasetFiles } from '../dataset-files'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn } from '../testing/open-engine'
import { filesOnDisk, leftInCorner, readRows, replayLog } from '../testing/read-table'
import { smallDisk, withoutMount } from '../testing/small-disk'
import { tempFolder } from '../testing/temp'
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

/** A workspace on a disk of its own; its sources lie elsewhere. */
async function setUp() {
  const disk = smallDisk(64)
  const sources = await tempFolder()
  const { workspace } = await createWorkspace(join(disk.folder, 'ws'))
  await mkdir(workspace.datasets, { recursive: true })
  await new DatasetFiles(workspace.datasets).save(datasetSpec.parse(daysSpec(sources)), false)
  await writeDays(sources, DAYS, { rows: ROWS, generation: (id) => (id * 2_654_435_761) % 1_000_003 })
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
    const { disk, client, lake } = await setUp()
    await disk.fill(1_500_000)
    const { state, partitions } = await backfill(client, selection)
    expect(state).toBe('failed')
    const full = partitions.filter(({ state: at }) => at !== 'ok')
    expect(full.length).toBeGreaterThan(0)
    expect(new Set(full.map(({ state: at, error }) => `${at} ${error?.code ?? ''}`))).toEqual(new Set(['failed disk.full']))
    await disk.clear()
    const made = partitions.filter(({ state: at }) => at === 'ok').map(({ dt }) => dt)
    expect(await wholeDays(lake)).toEqual(made)
    const again = await backfill(client, selection)
    expect([again.state, again.partitions.map(({ dt }) => dt)]).toEqual(['done', DAYS.filter((day) => !made.includes(day))])
    expect(await wholeDays(lake)).toEqual(DAYS)
  })
  it('refuses to start where there is no room to write that down, and starts once there is', async () => {
    const { disk, client, lake } = await setUp()
    await disk.fill(0)
    await expect(backfill(client, selection)).rejects.toMatchObject({ data: { code: 'disk.full' } })
    await disk.clear()
    expect(await client.call('backfills.list', {})).toEqual([])
    expect((await backfill(client, selection)).state).toBe('done')
    expect(await wholeDays(lake)).toEqual(DAYS)
  })
})
