import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { newWorkspace } from '../testing/open-engine'
import { lookTwice, startedIn, watching, type Watching } from '../testing/watching'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Files whose names say nothing of the dates in their rows. */
const days = (folder: string, change: Partial<DatasetSpecInput>): DatasetSpecInput => ({
  ...{ format: 1, name: 'days', source: { location: join(folder, 'in'), pattern: '*.csv', format: 'csv' }, mode: 'append' },
  columns: [
    { name: 'day', source: { header: 'day' }, type: 'date' },
    { name: 'n', source: { header: 'n' }, type: 'integer' }
  ],
  partition: { columns: ['day'], grain: 'day' },
  schedule: { arrival: true },
  ...change
})

const counts: DatasetSpecInput = {
  ...{ format: 1, name: 'counts', derive: { sql: 'SELECT day, count(*) AS n FROM days GROUP BY 1' }, columns: [] },
  partition: { columns: ['day'], grain: 'day' }
}

async function setUp(change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [days(sources, change), counts])
  await mkdir(join(folder, 'in'))
  const clock = standingClock(Date.parse('2024-03-12T00:00:00Z'))
  const one = await watching(workspace, { ...nodeHost(built.worker).host, clock })
  onTestFinished(() => one.end())
  const writeText = (file: string, text: string): Promise<void> => writeFile(join(folder, 'in', `${file}.csv`), text)
  const write = (file: string, dates: readonly string[]): Promise<void> =>
    writeText(file, `day,n\n${dates.map((day) => `${day},1\n`).join('')}`)
  return { one, clock, write, writeText, look: () => lookTwice(one, clock) }
}

const partitionsOf = async ({ services }: Watching, name: string): Promise<string[]> => {
  const files = (await services.table(name).snapshot())?.files ?? []
  return [...new Set([...files.values()].map(({ dt }) => dt))].sort()
}

const madeBy = (one: Watching): string[][] =>
  startedIn(one).map(({ items }) => items.map(({ dataset, dt }) => `${dataset} ${dt}`))

describe('files that came and of which only the rows say the date', () => {
  it('fill an empty table and what is made from it', async () => {
    const { one, write, look } = await setUp()
    await write('a', ['2024-03-04', '2024-03-05'])
    await look()
    for (const name of ['days', 'counts']) expect(await partitionsOf(one, name)).toEqual(['2024-03-04', '2024-03-05'])
    await look()
    expect(startedIn(one)).toHaveLength(1)
  })

  it('make new partitions, also of a weekday that never had rows, and leave those that they say nothing of', async () => {
    const { one, write, look } = await setUp()
    await write('a', ['2024-03-01', '2024-03-04', '2024-03-11'])
    await look()
    await write('b', ['2024-03-09', '2024-03-11', '2024-03-12'])
    await look()
    const dates = ['2024-03-09', '2024-03-11', '2024-03-12']
    expect(madeBy(one)[1]).toEqual([...dates.map((dt) => `days ${dt}`), ...dates.map((dt) => `counts ${dt}`)])
    expect(await partitionsOf(one, 'days')).toEqual(['2024-03-01', '2024-03-04', ...dates])
  })

  it('bring the rows of a closed market too, as a load does', async () => {
    const { one, write, look } = await setUp({ calendar: 'krx' })
    await write('a', ['2024-03-02', '2024-03-04'])
    await look()
    expect(await partitionsOf(one, 'days')).toEqual(['2024-03-02', '2024-03-04'])
  })

  it('and of which none is new are not loaded again', async () => {
    const { one, write, look } = await setUp({ mode: 'incremental', primaryKey: ['day'] })
    await write('a', ['2024-03-04'])
    await look()
    await write('b', ['2024-03-04'])
    await look()
    await look()
    expect(startedIn(one)).toHaveLength(1)
  })

  it('and cannot be read leave a run that says so, and are loaded when they are mended', async () => {
    const { one, clock, write, writeText, look } = await setUp({ maxBadShare: 0 })
    await writeText('a', 'day,n\nnever,1\n')
    await look()
    clock.pass(86_400_000)
    await look()
    const runs = (): string[] =>
      one.services.state.runs
        .list({ filter: { name: 'days' }, from: 0, limit: 9 })
        .runs.map(({ state, trigger, error }) => `${state} ${trigger} ${error?.code ?? ''}`)
    expect(runs()).toEqual(['refused arrival load.too_many_bad'])
    await write('a', ['2024-03-04'])
    await look()
    expect(await partitionsOf(one, 'days')).toEqual(['2024-03-04'])
  })
})
