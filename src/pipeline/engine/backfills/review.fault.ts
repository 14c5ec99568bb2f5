import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { countsSpec, daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { engineChild, type EngineChild } from '../testing/engine-child'
import { moments } from '../testing/moments'
import { newWorkspace } from '../testing/open-engine'
import { filesOnDisk, leftInCorner, readRows, replayLog } from '../testing/read-table'
import type { Workspace } from '../workspace'

const DAYS = januaryDays(6)
const ROWS = 40
const KILLS = 3

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp(): Promise<Workspace> {
  const { workspace, folder } = await newWorkspace((sources) => [
    daysSpec(sources, { range: { from: DAYS[0], to: DAYS.at(-1) } }),
    countsSpec()
  ])
  await writeDays(folder, DAYS, { rows: ROWS })
  return workspace
}

async function started(workspace: Workspace, plant = ''): Promise<EngineChild> {
  const engine = engineChild(built, workspace, plant)
  await engine.until('ready')
  return engine
}

/** Stages everything in an engine of its own, which is killed afterwards. */
async function stagedId(workspace: Workspace): Promise<string> {
  const engine = await started(workspace)
  engine.send('review daily')
  const { job = '' } = await engine.until('staged')
  await engine.kill()
  return job
}

/** As plain code reads the lake: one commit a table, each partition once, nothing on disk that no commit names. */
async function expectPublishedOnce(workspace: Workspace): Promise<void> {
  // What was staged is cleared away after the answer, or at the next start.
  await (await started(workspace)).kill()
  const { lake } = workspace
  for (const name of ['daily', 'counts']) {
    const table = join(lake, name)
    const { version, files, everNamed } = await replayLog(table)
    expect([name, version, everNamed.size]).toEqual([name, 0, DAYS.length])
    expect(files.map((path) => /dt=([^/]+)/.exec(path)?.[1])).toEqual(DAYS)
    expect(await filesOnDisk(table)).toEqual(files)
  }
  const rows = plainRows(await readRows(join(lake, 'daily'), (await replayLog(join(lake, 'daily'))).files))
  expect([rows.length, new Set(rows.map(({ day, id }) => `${day} ${id}`)).size]).toEqual([DAYS.length * ROWS, DAYS.length * ROWS])
  expect(await leftInCorner(lake)).toEqual([])
}

/** What history says of the publications, and of the partitions. */
function written({ state }: Workspace): { publications: unknown[]; unfinished: unknown[]; items: unknown[] } {
  const database = new DatabaseSync(join(state, 'state.sqlite'), { readOnly: true })
  const all = (sql: string): unknown[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' '))
  const publications = all("SELECT dataset, state FROM runs WHERE kind = 'publish' AND state = 'done' ORDER BY dataset")
  const unfinished = all("SELECT id FROM runs WHERE state = 'running'")
  const items = all("SELECT json_extract(item, '$.state') AS state, count(*) AS n FROM backfill_items GROUP BY 1")
  database.close()
  return { publications, unfinished, items }
}

const asPublished = { publications: ['counts done', 'daily done'], unfinished: [], items: [`ok ${2 * DAYS.length}`] }

describe('a review whose engine is killed', () => {
  it(`${KILLS} times while it stages goes on by itself, shows nothing before it is published, and each partition once after`, async () => {
    const random = moments()
    const workspace = await setUp()
    let engine = await started(workspace)
    engine.send('review daily')
    await engine.until('started')
    for (let kills = 0; kills < KILLS && !engine.heard.has('staged'); kills += 1) {
      await Promise.race([delay(random.between(150, 650)), engine.until('staged')])
      await engine.kill()
      expect((await replayLog(join(workspace.lake, 'daily'))).version).toBe(-1)
      engine = await started(workspace)
    }
    const { job = '' } = await engine.until('staged')
    expect(await filesOnDisk(join(workspace.lake, 'daily'))).toEqual([])
    engine.send(`publish ${job}`)
    expect(await engine.until('backfilled')).toMatchObject({ state: 'done' })
    await engine.kill()
    await expectPublishedOnce(workspace)
    expect(written(workspace)).toEqual(asPublished)
  })

  it.each([
    ['between its files and the commit', 'die-before-commit', -1],
    ['between the commit and its record', 'die-after-commit', 0]
  ])(
    '%s goes on with the publication, and nothing is published twice or counted that is not there',
    async (_, plant, version) => {
      const workspace = await setUp()
      const id = await stagedId(workspace)
      const dying = await started(workspace, plant)
      dying.send(`publish ${id}`)
      await dying.gone
      const daily = join(workspace.lake, 'daily')
      expect([(await replayLog(daily)).version, (await filesOnDisk(daily)).length]).toEqual([version, DAYS.length])
      const engine = await started(workspace)
      expect(await engine.until('backfilled')).toMatchObject({ job: id, state: 'done' })
      await engine.kill()
      await expectPublishedOnce(workspace)
      expect(written(workspace)).toEqual(asPublished)
    }
  )

  it('at random moments of its publication goes on with it, and each partition is there once', async () => {
    const random = moments()
    const workspace = await setUp()
    const id = await stagedId(workspace)
    let engine = await started(workspace)
    for (let kills = 0; kills < KILLS && !engine.heard.has('backfilled'); kills += 1) {
      engine.send(`publish ${id}`)
      await Promise.race([delay(random.between(0, 150)), engine.until('backfilled')])
      await engine.kill()
      engine = await started(workspace)
    }
    engine.send(`publish ${id}`)
    expect(await engine.until('backfilled')).toMatchObject({ state: 'done' })
    await engine.kill()
    await expectPublishedOnce(workspace)
    expect(written(workspace)).toEqual(asPublished)
  })
})
