import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfillResult, datasetSpec } from '../../contract'
import { DatasetFiles } from '../dataset-files'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { moments } from '../testing/moments'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { filesOnDisk, leftInCorner, readRows, replayLog } from '../testing/read-table'

const DAYS = januaryDays(3)
const [FIRST = '', SECOND = '', THIRD = ''] = DAYS
const CANCELS = 20

const counting = 'SELECT day, count(DISTINCT id) AS n, max(generation) AS generation FROM daily GROUP BY 1'
/** A list of 200 million numbers, for the second date alone. */
const greedy = `SELECT day, count(DISTINCT id) AS n, len(list(i)) AS generation
  FROM daily, range(5000000) t(i) WHERE day = DATE '${SECOND}' OR i = 0 GROUP BY 1`
/** Takes minutes. */
const slow = `SELECT day, count(DISTINCT id) AS n, sum(hash(id + i + j))::BIGINT % 100 AS generation
  FROM daily, range(100000) a(i), range(100000) b(j) GROUP BY 1`

const marts: Selection = { name: 'counts', dts: DAYS, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec({ derive: { sql: counting } })])
  await writeDays(folder, DAYS)
  const { host, workers } = nodeHost(built.worker)
  const client = connectTo(await engineOn(workspace, host))
  const files = new DatasetFiles(workspace.datasets)
  const change = (sql: string): Promise<unknown> => files.save(datasetSpec.parse(countsSpec({ derive: { sql } })), true)
  return { workspace, client, workers, change, counts: join(workspace.lake, 'counts') }
}

const rowsOf = async (counts: string): Promise<string[]> => {
  const rows = plainRows(await readRows(counts, (await replayLog(counts)).files))
  return rows.map(({ day, n }) => `${day} ${n}`).sort()
}

describe('a mart whose SQL needs more memory than it is given', () => {
  it('fails by name where it does, the others are made, the engine and its worker stay, and the next run works', async () => {
    const { workspace, client, workers, change, counts } = await setUp()
    await change(greedy)
    const { runId, state, partitions } = await backfill(client, { name: 'daily', dts: DAYS })
    expect(state).toBe('failed')
    expect(partitions.map(({ dataset, dt, state: at, error }) => [dataset, dt, at, error?.code])).toEqual([
      ...DAYS.map((dt) => ['daily', dt, 'ok', undefined]),
      ['counts', FIRST, 'ok', undefined],
      ['counts', SECOND, 'failed', 'sql.resources'],
      ['counts', THIRD, 'ok', undefined]
    ])
    const { runs } = await client.call('runs.list', { filter: { backfill: runId, name: 'counts', states: ['failed'] } })
    expect(runs.every(({ error }) => error?.code === 'sql.resources')).toBe(true)
    expect(workers.map(({ child }) => [child.exitCode, child.signalCode])).toEqual(workers.map(() => [null, null]))
    expect(await rowsOf(counts)).toEqual([`${FIRST} 40`, `${THIRD} 40`])
    expect(await leftInCorner(workspace.lake)).toEqual([])
    await change(counting)
    expect((await backfill(client, { name: 'counts', dts: [SECOND] })).state).toBe('done')
    expect(await rowsOf(counts)).toEqual(DAYS.map((day) => `${day} 40`))
  })
})

describe('a mart that is cancelled', () => {
  it(`stops within 2 s at ${CANCELS} random moments, and shows nothing of what it was making`, async () => {
    const random = moments()
    const { workspace, client, change, counts } = await setUp()
    await backfill(client, { name: 'daily', dts: DAYS })
    const before = await replayLog(counts)
    await change(slow)
    for (let round = 0; round < CANCELS; round += 1) {
      const { id, job } = await client.call('backfills.start', { selection: marts, ...requestId() })
      await delay(random.between(0, 600))
      const asked = performance.now()
      await client.call('backfills.cancel', { id })
      const { state, result } = await client.ended(job)
      expect(performance.now() - asked).toBeLessThan(2_000)
      expect([state, ...backfillResult.parse(result).partitions.map((partition) => partition.state)]).toEqual(
        Array.from({ length: 1 + DAYS.length }, () => 'cancelled')
      )
      expect(await replayLog(counts)).toEqual(before)
    }
    expect(await filesOnDisk(counts)).toEqual(before.files)
    expect(await leftInCorner(workspace.lake)).toEqual([])
    expect(await readdir(join(workspace.state, 'tmp'))).toEqual([])
    await change(counting)
    expect((await backfill(client, marts)).state).toBe('done')
    expect(await rowsOf(counts)).toEqual(DAYS.map((day) => `${day} 40`))
  })
})
