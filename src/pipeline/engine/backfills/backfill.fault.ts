import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfillResult } from '../../contract'
import { untilBackfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { engineChild } from '../testing/engine-child'
import { moments } from '../testing/moments'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'
import type { Workspace } from '../workspace'

const KILLS = Number(process.env.PENSTOCK_KILLS ?? 10)
const CANCELS = 20
const DAYS = januaryDays(24)
const ROWS = 40

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** A file for each day, and a mart that follows. */
async function setUp(): Promise<{ workspace: Workspace; folder: string }> {
  const made = await newWorkspace((folder) => [daysSpec(folder, { range: { from: DAYS[0], to: DAYS.at(-1) } }), countsSpec()])
  await writeDays(made.folder, DAYS, { rows: ROWS })
  return made
}

/** How often each partition was changed, by the commits of the log as plain code reads them. */
async function changesOf(table: string): Promise<Map<string, number>> {
  const { everNamed } = await replayLog(table)
  const counts = new Map<string, number>()
  for (const path of everNamed) {
    const dt = /dt=([^/]+)/.exec(path)?.[1] ?? ''
    counts.set(dt, (counts.get(dt) ?? 0) + 1)
  }
  return counts
}

/** Items of the backfill that ended badly, with their error. */
function badItems(workspace: Workspace): unknown[] {
  const state = new DatabaseSync(join(workspace.state, 'state.sqlite'), { readOnly: true })
  const items = state.prepare("SELECT item FROM backfill_items WHERE json_extract(item, '$.state') NOT IN ('ok', 'empty')").all()
  state.close()
  return items
}

describe('a backfill whose engine is killed', () => {
  it(`goes on by itself after ${KILLS} kills; nothing is made twice or lost, and history has every attempt`, async () => {
    const { workspace } = await setUp()
    let engine = engineChild(built, workspace)
    await engine.until('ready')
    engine.send('backfill daily')
    await engine.until('started')
    const random = moments()
    let kills = 0
    while (kills < KILLS && !engine.heard.has('backfilled')) {
      await Promise.race([delay(random.between(50, 900)), engine.until('backfilled')])
      if (engine.heard.has('backfilled')) break
      await engine.kill()
      kills += 1
      engine = engineChild(built, workspace)
      await engine.until('ready')
    }
    const outcome = await engine.until('backfilled')
    await engine.kill()
    expect([outcome.state, badItems(workspace)]).toEqual(['done', []])
    for (const name of ['daily', 'counts']) {
      const table = join(workspace.lake, name)
      const changes = await changesOf(table)
      expect([...changes.keys()].sort()).toEqual(DAYS)
      expect(new Set(changes.values())).toEqual(new Set([1]))
    }
    const daily = join(workspace.lake, 'daily')
    expect(await readRows(daily, (await replayLog(daily)).files)).toHaveLength(DAYS.length * ROWS)
    const state = new DatabaseSync(join(workspace.state, 'state.sqlite'), { readOnly: true })
    const attempts = state.prepare("SELECT state, count(*) AS n FROM runs WHERE state = 'running' GROUP BY 1").all()
    const items = state.prepare('SELECT item FROM backfill_items').all()
    state.close()
    expect(attempts).toEqual([])
    expect(items).toHaveLength(2 * DAYS.length)
    expect(kills).toBeGreaterThan(0)
  })
})

describe('a backfill whose engine dies at its first commit', () => {
  it.each([
    ['before it', 'die-before-commit'],
    ['between it and its record', 'die-after-commit']
  ])('%s goes on, commits each partition once, and tells of each that this backfill made it', async (_, plant) => {
    const { workspace } = await setUp()
    const dying = engineChild(built, workspace, plant)
    await dying.until('ready')
    dying.send('backfill daily')
    await dying.gone
    const committed = (await replayLog(join(workspace.lake, 'daily'))).files.length
    expect(committed).toBe(plant === 'die-after-commit' ? 1 : 0)
    const engine = engineChild(built, workspace)
    expect(await engine.until('backfilled')).toMatchObject({ state: 'done' })
    await engine.kill()
    for (const name of ['daily', 'counts']) {
      const changes = await changesOf(join(workspace.lake, name))
      expect([[...changes.keys()].sort(), new Set(changes.values())]).toEqual([DAYS, new Set([1])])
    }
    const state = new DatabaseSync(join(workspace.state, 'state.sqlite'), { readOnly: true })
    const told = state.prepare("SELECT DISTINCT json_extract(item, '$.change') AS change FROM backfill_items").all()
    state.close()
    expect(told).toEqual([{ change: 'created' }])
  })
})

describe('a backfill that is cancelled', () => {
  it(`stops within 2 s wherever it is, ${CANCELS} times, every partition in a named state, nothing half visible`, async () => {
    const random = moments()
    const { workspace, folder } = await setUp()
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const daily = join(workspace.lake, 'daily')
    /** Rounds that were stopped while days were loaded, and while what follows them was made. */
    const stopped = { loading: 0, following: 0 }
    for (let round = 1; round <= CANCELS; round += 1) {
      await writeDays(folder, DAYS, { generation: round, rows: ROWS })
      const part = round % 2 === 0 ? 'loading' : 'following'
      // What follows is made in few units: it is stopped at its first moment.
      const made = part === 'loading' ? random.between(0, DAYS.length - 4) : DAYS.length
      const reached = untilBackfill(client, ({ finished, state }) => finished >= made || state !== 'running')
      const { id, job } = await client.call('backfills.start', { selection: { name: 'daily', only: 'all' }, ...requestId() })
      await reached
      const before = performance.now()
      const refusal = await client.call('backfills.cancel', { id }).then(
        () => undefined,
        (error: unknown) => error
      )
      const { result } = await client.ended(job)
      expect(performance.now() - before).toBeLessThan(2_000)
      const { state, partitions } = backfillResult.parse(result)
      if (state === 'cancelled') stopped[part] += 1
      else expect(state).toBe('done')
      if (refusal !== undefined) expect(refusal).toMatchObject({ data: { code: 'already.done' } })
      expect(partitions.filter(({ state: at }) => ['waiting', 'running', 'staged'].includes(at))).toEqual([])
      const rows = await readRows(daily, (await replayLog(daily)).files)
      const byDay = new Map<string, Set<string>>()
      for (const { day, generation } of rows) {
        const date = (day as Date).toISOString()
        byDay.set(date, new Set([...(byDay.get(date) ?? []), String(generation)]))
      }
      expect([...byDay.values()].filter((generations) => generations.size > 1)).toEqual([])
      expect(rows.length % ROWS).toBe(0)
    }
    expect([stopped.loading, stopped.following].map((count) => count > CANCELS / 4)).toEqual([true, true])
    expect(await readdir(join(workspace.state, 'tmp'))).toEqual([])
  })
})
