import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { loadResult, type JobSnapshot } from '../../contract'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'
import { withoutMount } from '../testing/small-disk'

const DAYS = januaryDays(2)
const [FIRST = '', SECOND = ''] = DAYS
const all: Selection = { name: 'daily', dts: DAYS, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Two days and their counts, made twice: of generation 1 and of 2. */
async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec()])
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const daily = join(workspace.lake, 'daily')
  const counts = join(workspace.lake, 'counts')
  await writeDays(folder, DAYS)
  await backfill(client, all)
  const { files } = await replayLog(daily)
  await writeDays(folder, DAYS, { generation: 2 })
  const { runId } = await backfill(client, all)
  const undo = async (): Promise<JobSnapshot> => client.ended((await client.call('runs.undo', { id: runId, ...requestId() })).job)
  return { daily, counts, first: files, undo }
}

const generations = async (...tables: string[]): Promise<number[][]> =>
  Promise.all(
    tables.map(async (table) => {
      const rows = plainRows(await readRows(table, (await replayLog(table)).files))
      return [...new Set(rows.map(({ generation }) => Number(generation)))]
    })
  )

/** Nothing can be written below a folder until the test is over. */
function makeReadOnly(folder: string): void {
  execFileSync('mount', ['--bind', folder, folder])
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  execFileSync('mount', ['-o', 'remount,ro,bind', folder])
}

describe('the undo of what several datasets had from one backfill', () => {
  it('answers with all of them', async () => {
    const { daily, counts, undo } = await setUp()
    const result = loadResult.parse((await undo()).result)
    expect(result).toMatchObject({ state: 'done', rowsWritten: 2 * 40 + 2, version: null })
    expect(result.partitions.map(({ dataset, dt, rows }) => `${dataset ?? ''} ${dt}: ${rows}`).sort()).toEqual([
      ...[`counts ${FIRST}: 1`, `counts ${SECOND}: 1`, `daily ${FIRST}: 40`, `daily ${SECOND}: 40`]
    ])
    expect(await generations(daily, counts)).toEqual([[1], [1]])
  })

  it('changes none of them where one cannot come back', async () => {
    const { daily, counts, first, undo } = await setUp()
    await rm(join(daily, first[0] ?? ''))
    const before = [await replayLog(daily), await replayLog(counts)]
    expect(await undo()).toMatchObject({ state: 'failed', error: { code: 'undo.refused' } })
    expect([await replayLog(daily), await replayLog(counts)]).toEqual(before)
  })

  it.skipIf(withoutMount)('says which are taken back where the disk stops it halfway', async () => {
    const { daily, counts, undo } = await setUp()
    makeReadOnly(daily)
    const { state, error, result } = await undo()
    expect([state, error?.details?.undone]).toEqual(['failed', ['counts']])
    expect(error?.message).toContain('counts')
    expect(loadResult.parse(result).partitions.map(({ dataset, dt }) => `${dataset ?? ''} ${dt}`)).toEqual([
      ...[`counts ${FIRST}`, `counts ${SECOND}`]
    ])
    expect(await generations(daily, counts)).toEqual([[2], [1]])
  })
})
