import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfill, proofOf } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { replayLog } from '../testing/read-table'

const [FIRST = '', SECOND = ''] = januaryDays(2)
const ROWS = 40

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** One day in the lake; a load of it anew, and of a second one that has no way into the lake. */
async function failedLoad() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
  await writeDays(folder, [FIRST], { rows: ROWS })
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  await backfill(client, { name: 'daily', dts: [FIRST] })
  await writeDays(folder, [FIRST, SECOND], { generation: 2, rows: ROWS + 1 })
  const table = join(workspace.lake, 'daily')
  await mkdir(table, { recursive: true })
  await writeFile(join(table, `dt=${SECOND}`), 'in the way')
  const { job } = await client.call('loads.start', { name: 'daily', ...requestId() })
  expect(await client.ended(job)).toMatchObject({ state: 'failed' })
  expect((await replayLog(table)).version).toBe(0)
  return { client, run: job }
}

describe('a run that failed after it had made its files', () => {
  it('changed nothing, as lists, sums and its record say', async () => {
    const { client, run } = await failedLoad()
    const { runs } = await client.call('runs.list', { filter: { name: 'daily' } })
    expect(runs.map(({ state, touched, changed }) => [state, touched, changed])).toEqual([
      ['failed', 2, 0],
      ['done', 1, 1]
    ])
    expect(await client.call('runs.groups', { by: 'dataset' })).toMatchObject([{ runs: 2, failed: 1, changed: 1 }])
    const [stored] = await client.call('lake.partitions', { name: 'daily' })
    const digest = stored?.digest ?? null
    expect((await client.call('runs.get', { id: run })).partitions).toEqual([
      { dt: FIRST, rows: ROWS, digestBefore: digest, digestAfter: digest, change: 'unchanged' },
      { dt: SECOND, rows: 0, digestBefore: null, digestAfter: null, change: 'unchanged' }
    ])
  })

  it('is proven to have changed nothing', async () => {
    const { client, run } = await failedLoad()
    const { verdict, changed, partitions } = await proofOf(client, run)
    expect([verdict, changed]).toEqual(['no_change', 0])
    expect(partitions.map(({ dt, state, rowsBefore, rowsAfter }) => [dt, state, rowsBefore, rowsAfter])).toEqual([
      [FIRST, 'failed', ROWS, ROWS],
      [SECOND, 'failed', 0, 0]
    ])
    expect(partitions.filter(({ digestBefore, digestAfter }) => digestBefore !== digestAfter)).toEqual([])
  })
})
