import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadResult, type DatasetSpecInput } from '../../contract'
import { backfill, proofOf, publish, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const DAYS = januaryDays(4)
const [FIRST = '', SECOND = ''] = DAYS
const all: Selection = { name: 'daily', dts: DAYS, only: 'all' }
const first: Selection = { ...all, dts: [FIRST] }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Four days in the lake, of generation 1. */
async function setUp(change: Partial<DatasetSpecInput>) {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, change), countsSpec()])
  await writeDays(folder, DAYS)
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  await backfill(client, all, { publish: 'direct' })
  return { folder, client, daily: join(workspace.lake, 'daily'), counts: join(workspace.lake, 'counts') }
}

/** Which generations each date holds, by plain code. */
async function generations(table: string): Promise<Record<string, number[]>> {
  const rows = plainRows(await readRows(table, (await replayLog(table)).files))
  const byDay = Map.groupBy(rows, ({ day }) => String(day))
  const sorted = [...byDay].map(([day, of]) => [day, [...new Set(of.map(({ generation }) => Number(generation)))].sort()])
  return Object.fromEntries(sorted) as Record<string, number[]>
}

const everywhere = (generation: number): Record<string, number[]> => Object.fromEntries(DAYS.map((day) => [day, [generation]]))

const stateOf = async (client: TestClient, dt: string): Promise<string | undefined> =>
  (await client.call('lake.partitions', { name: 'daily' })).find((partition) => partition.dt === dt)?.state

describe('a backfill of which a part was published at once and a part after its review', () => {
  it('is proven and taken back as a whole', async () => {
    const { folder, client, daily, counts } = await setUp({ runs: { publish: { askAbove: 10 } } })
    // Of 40 rows, 2 are 5 % and 8 are 20 %.
    await writeDays(folder, [FIRST], { generation: (id) => (id < 2 ? 2 : 1) })
    await writeDays(folder, [SECOND], { generation: (id) => (id < 8 ? 2 : 1) })
    const { runId, state } = await backfill(client, all)
    expect(state).toBe('staged')
    await publish(client, runId)
    expect(await generations(daily)).toMatchObject({ [FIRST]: [1, 2], [SECOND]: [1, 2] })
    const proof = await proofOf(client, runId)
    const changed = proof.partitions.filter(({ change }) => change === 'replaced').map(({ dataset, dt }) => `${dataset} ${dt}`)
    expect(changed.sort()).toEqual([`counts ${FIRST}`, `counts ${SECOND}`, `daily ${FIRST}`, `daily ${SECOND}`])
    expect(proof).toMatchObject({ verdict: 'changed', changed: 4, builtOn: [] })
    const { job } = await client.call('runs.undo', { id: runId, ...requestId() })
    expect(loadResult.parse((await client.ended(job)).result).state).toBe('done')
    expect([await generations(daily), await generations(counts)]).toEqual([everywhere(1), everywhere(1)])
  })
})

describe('what was staged and thrown away', () => {
  it('is no success: a partition that could not be loaded stays refused, until it is published', async () => {
    const { folder, client } = await setUp({ maxBadShare: 0 })
    await writeFile(join(folder, 'in', `${FIRST}.csv`), 'id,generation\none,2\n')
    expect((await backfill(client, first)).partitions[0]?.state).toBe('refused')
    expect(await stateOf(client, FIRST)).toBe('refused')
    await writeDays(folder, [FIRST], { generation: 2 })
    const thrown = await backfill(client, first, { publish: 'review' })
    expect([thrown.state, await stateOf(client, FIRST)]).toEqual(['staged', 'refused'])
    await client.call('backfills.discard', { id: thrown.runId, ...requestId() })
    expect(await stateOf(client, FIRST)).toBe('refused')
    const kept = await backfill(client, first, { publish: 'review' })
    await publish(client, kept.runId)
    expect(await stateOf(client, FIRST)).toBe('ok')
  })

  it('has changed nothing by its proof, nor by that of the run that staged it', async () => {
    const { folder, client } = await setUp({})
    await writeDays(folder, [FIRST], { generation: 2 })
    const { runId } = await backfill(client, all, { publish: 'review' })
    await client.call('backfills.discard', { id: runId, ...requestId() })
    const { items } = await client.call('backfills.get', { id: runId })
    const staging = items.find(({ dataset, dt }) => dataset === 'daily' && dt === FIRST)?.attempts[0] ?? ''
    expect(await client.call('runs.get', { id: staging })).toMatchObject({ state: 'unchanged', staged: true })
    for (const id of [runId, staging]) {
      expect(await proofOf(client, id)).toMatchObject({ verdict: 'no_change', changed: 0, builtOn: [] })
    }
    expect((await proofOf(client, runId)).partitions.map(({ dataset, dt }) => `${dataset} ${dt}`)).not.toContain(`daily ${FIRST}`)
  })
})
