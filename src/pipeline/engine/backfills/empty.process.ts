import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BackfillResult, DatasetSpecInput } from '../../contract'
import { omit } from '../../lib/omit'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { daysSpec, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

/** Of these the Korean exchange was closed on the first, and open on the others. */
const range: Selection = { name: 'daily', from: '2024-01-01', to: '2024-01-05' }
const OPEN = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05']
const EMPTY = '2024-01-04'
const FULL = OPEN.filter((day) => day !== EMPTY)

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** All dates in one file. */
const oneFile = (folder: string): Partial<DatasetSpecInput> => ({
  source: { location: join(folder, 'all.csv'), format: 'csv' },
  columns: ['day', 'id', 'generation'].map((name) => ({
    ...{ name, source: { header: name }, type: name === 'day' ? 'date' : 'integer' }
  }))
})

/** `accept` says what the dataset does with an empty date; absent, its calendar does. */
async function setUp(shared: boolean, whenEmpty: 'accept' | undefined) {
  const { workspace, folder } = await newWorkspace((sources) => {
    const spec = daysSpec(sources, { calendar: 'krx', ...(shared ? oneFile(sources) : {}) })
    return [{ ...omit(spec, 'whenEmpty'), ...(whenEmpty === undefined ? {} : { whenEmpty }) }]
  })
  const lines = FULL.flatMap((day) => [`${day},1,1`, `${day},2,1`])
  if (shared) await writeFile(join(folder, 'all.csv'), `day,id,generation\n${lines.join('\n')}\n`)
  else await Promise.all([writeDays(folder, FULL, { rows: 2 }), writeDays(folder, [EMPTY], { rows: 0 })])
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  return { client, folder, daily: join(workspace.lake, 'daily') }
}

const rowsByDay = async (daily: string): Promise<unknown> => {
  const rows = plainRows(await readRows(daily, (await replayLog(daily)).files))
  return Object.fromEntries([...Map.groupBy(rows, ({ day }) => String(day))].map(([day, of]) => [day, of.length]).sort())
}

/** Everything that the commits say, as text. */
async function logOf(daily: string): Promise<string> {
  const log = join(daily, '_delta_log')
  const commits = (await readdir(log)).filter((name) => name.endsWith('.json'))
  return (await Promise.all(commits.map((name) => readFile(join(log, name), 'utf8')))).join('')
}

const stateOf = async (client: Awaited<ReturnType<typeof setUp>>['client'], dt: string): Promise<string | undefined> =>
  (await client.call('lake.partitions', { name: 'daily' })).find((partition) => partition.dt === dt)?.state

describe.each([
  ['in a file that it shares with others', true],
  ['in a file of its own', false]
])('an open day without rows %s', (_, shared) => {
  it('is refused as a late source, alone; it runs again with what is missing', async () => {
    const { client, daily } = await setUp(shared, undefined)
    const { state, partitions } = await backfill(client, range)
    expect(state).toBe('failed')
    expect(partitions.map(({ dt, state: at, error }) => [dt, at, error?.code])).toEqual(
      OPEN.map((dt) => (dt === EMPTY ? [dt, 'refused', 'check.empty'] : [dt, 'ok', undefined]))
    )
    expect(await rowsByDay(daily)).toEqual(Object.fromEntries(FULL.map((day) => [day, 2])))
    expect(await logOf(daily)).not.toContain(`penstock/interval/${EMPTY}`)
    expect(await stateOf(client, EMPTY)).toBe('refused')
    const again = await client.call('backfills.plan', { selection: range })
    expect(again.items.map(({ dt }) => dt)).toEqual([EMPTY])
    expect(again.skip.find(({ dt }) => dt === '2024-01-01')).toMatchObject({ why: 'market_closed' })
  })

  it('leaves what it held, whose digest its refusal tells', async () => {
    const { client, folder } = await setUp(shared, undefined)
    const lines = ['day,id,generation', ...OPEN.map((day) => `${day},1,1`)]
    if (shared) await writeFile(join(folder, 'all.csv'), `${lines.join('\n')}\n`)
    else await writeDays(folder, [EMPTY], { rows: 2 })
    const digestOf = ({ partitions }: BackfillResult, which: 'digestBefore' | 'digestAfter'): string | null | undefined =>
      partitions.find(({ dt }) => dt === EMPTY)?.[which]
    const held = digestOf(await backfill(client, range), 'digestAfter')
    if (shared) await writeFile(join(folder, 'all.csv'), `${lines.filter((line) => !line.startsWith(EMPTY)).join('\n')}\n`)
    else await writeDays(folder, [EMPTY], { rows: 0 })
    const again = await backfill(client, { ...range, only: 'all' })
    expect(again.partitions.find(({ dt }) => dt === EMPTY)?.state).toBe('refused')
    expect([held, digestOf(again, 'digestBefore')]).toEqual([expect.any(String), held])
  })

  it('is committed as empty where the dataset accepts that, and is not asked for again', async () => {
    const { client, daily } = await setUp(shared, 'accept')
    const { state, partitions } = await backfill(client, range)
    expect(state).toBe('done')
    expect(partitions.map(({ dt, state: at }) => [dt, at])).toEqual(OPEN.map((dt) => [dt, dt === EMPTY ? 'empty' : 'ok']))
    expect(await rowsByDay(daily)).toEqual(Object.fromEntries(FULL.map((day) => [day, 2])))
    expect(await logOf(daily)).toContain(`penstock/interval/${EMPTY}`)
    expect(await stateOf(client, EMPTY)).toBe('empty')
    const { version } = await replayLog(daily)
    expect((await client.call('backfills.plan', { selection: range })).items).toEqual([])
    await backfill(client, { ...range, only: 'all' })
    expect((await replayLog(daily)).version).toBe(version)
  })
})
