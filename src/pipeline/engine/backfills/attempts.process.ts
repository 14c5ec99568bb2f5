import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfillResult, type RunPolicy } from '../../contract'
import { backfill, untilState, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const DAYS = januaryDays(4)
const [FIRST = '', SECOND = '', THIRD = '', FOURTH = ''] = DAYS
const selection: Selection = { name: 'daily', dts: DAYS }
const retry: RunPolicy['retry'] = { codes: ['load.too_many_bad'], times: 2, waitSeconds: 0 }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp(runs: Pick<RunPolicy, 'retry'>) {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, { maxBadShare: 0, runs }), countsSpec()])
  await writeDays(folder, DAYS)
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const write = (dt: string, text: string): Promise<void> => writeFile(join(folder, 'in', `${dt}.csv`), text)
  const dataset = join(workspace.datasets, 'daily.dataset.json')
  return { folder, client, write, dataset, daily: join(workspace.lake, 'daily') }
}

/** Every attempt at a date, oldest first, as history keeps them. */
async function attemptsAt(client: TestClient, backfillId: string, dt: string) {
  const { runs } = await client.call('runs.list', { filter: { backfill: backfillId, name: 'daily' } })
  const own = runs.filter(({ from }) => from === dt).reverse()
  return own.map(({ attempt, state, error }) => [attempt, state, error?.code])
}

const daysIn = async (daily: string): Promise<unknown[]> => {
  const rows = plainRows(await readRows(daily, (await replayLog(daily)).files))
  return [...new Set(rows.map(({ day }) => day))].sort()
}

describe('a partition that fails', () => {
  it('is tried again only for the codes that its dataset names; each attempt keeps its reason, and the others are made', async () => {
    const { client, write, daily } = await setUp({ retry })
    await write(SECOND, 'id,generation\none,1\n')
    await write(THIRD, 'nothing,that,fits\n1,2,3\n')
    const { runId, state, partitions } = await backfill(client, selection)
    expect(state).toBe('failed')
    expect(partitions.map(({ dataset, dt, state: at }) => `${dataset} ${dt.slice(-1)} ${at}`)).toEqual([
      ...['daily 1 ok', 'daily 2 refused', 'daily 3 refused', 'daily 4 ok'],
      ...['counts 1 ok', 'counts 2 skipped', 'counts 3 skipped', 'counts 4 ok']
    ])
    expect(await attemptsAt(client, runId, SECOND)).toEqual([1, 2, 3].map((attempt) => [attempt, 'refused', 'load.too_many_bad']))
    expect(await attemptsAt(client, runId, THIRD)).toEqual([[1, 'refused', 'schema.breaking']])
    expect(await attemptsAt(client, runId, FOURTH)).toEqual([[1, 'done', undefined]])
    expect(await daysIn(daily)).toEqual([FIRST, FOURTH])
    const skipped = partitions.find(({ dataset, dt }) => dataset === 'counts' && dt === SECOND)
    expect(skipped?.error).toMatchObject({
      message: expect.stringContaining(`daily ${SECOND} was refused`) as string,
      details: { input: { dataset: 'daily', dt: SECOND, state: 'refused' } },
      cause: { code: 'load.too_many_bad' }
    })
  })

  it('is tried once where nothing is named', async () => {
    const { client, write } = await setUp({})
    await write(SECOND, 'id,generation\none,1\n')
    const { runId } = await backfill(client, selection)
    expect(await attemptsAt(client, runId, SECOND)).toEqual([[1, 'refused', 'load.too_many_bad']])
  })

  it('is made by a later attempt once its source is right, after the wait that was asked for', async () => {
    const { folder, client, write } = await setUp({ retry: { codes: ['load.too_many_bad'], times: 2, waitSeconds: 1 } })
    await write(SECOND, 'id,generation\none,1\n')
    const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
    const failedOnce = new Promise<void>((resolve) => {
      const look = (): void =>
        void attemptsAt(client, id, SECOND).then(([first]) => {
          if (first?.[1] === 'refused') resolve()
        })
      client.client.subscribe('backfills.changed', {}, { event: look })
    })
    await failedOnce
    await writeDays(folder, [SECOND])
    expect(await client.ended(job)).toMatchObject({ state: 'done' })
    const [first, second] = (await client.call('backfills.get', { id })).items.find(({ dt }) => dt === SECOND)?.attempts ?? []
    expect(await attemptsAt(client, id, SECOND)).toEqual([
      [1, 'refused', 'load.too_many_bad'],
      [2, 'done', undefined]
    ])
    const [before, after] = [
      await client.call('runs.get', { id: first ?? '' }),
      await client.call('runs.get', { id: second ?? '' })
    ]
    expect(Date.parse(after.startedAt) - Date.parse(before.finishedAt ?? '')).toBeGreaterThanOrEqual(1_000)
    expect(before.log.map(({ text }) => text).join('\n')).toContain('1 of 1 rows cannot be read')
  })
  it('because its dataset file is gone meanwhile ends by name, and so does the backfill', async () => {
    const { folder, client, dataset } = await setUp({})
    await writeDays(folder, [FIRST], { rows: 200_000 })
    const running = untilState(client, 'running')
    const { job } = await client.call('backfills.start', { selection, options: { concurrency: 1 }, ...requestId() })
    await running
    await rm(dataset)
    const { state, result } = await client.ended(job)
    const { partitions } = backfillResult.parse(result)
    expect([state, partitions.find(({ dt }) => dt === FOURTH)]).toMatchObject([
      'failed',
      { state: 'failed', error: { code: 'dataset.missing' } }
    ])
    expect(await client.call('backfills.list', { active: true })).toEqual([])
  })
})
