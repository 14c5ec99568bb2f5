import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const FIRST = '2024-03-04'
const SECOND = '2024-03-05'

const spec = (folder: string, change: Partial<DatasetSpecInput>): DatasetSpecInput => ({
  format: 1,
  name: 'visits',
  source: {
    location: join(folder, 'in'),
    pattern: '*.csv',
    format: 'csv',
    ...(change.columns === undefined ? { pathTemplate: '{date:%Y-%m-%d}.csv' } : {})
  },
  columns: [
    { name: 'date', source: { path: 'date' }, type: 'date' },
    { name: 'id', source: { header: 'id' }, type: 'integer' },
    { name: 'amount', source: { header: 'amount' }, type: 'integer' }
  ],
  primaryKey: ['date', 'id'],
  partition: { columns: ['date'], grain: 'day' },
  ...change
})

async function setUp(change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [spec(sources, change)])
  await mkdir(join(folder, 'in'))
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  return {
    client,
    put: (dt: string, ...rows: string[]) =>
      writeFile(
        join(folder, 'in', `${dt}.csv`),
        [change.columns === undefined ? 'id,amount' : 'date,id,amount', ...rows, ''].join('\n')
      ),
    load: async () => {
      const { job } = await client.call('loads.start', { name: 'visits', ...requestId() })
      return client.ended(job)
    },
    told: async () => (await client.call('incidents.list', {})).incidents.map(({ id, state }) => `${id} ${state}`).sort()
  }
}

/** Of files that do not say their date, so that one run reads several partitions. */
const inRows: DatasetSpecInput['columns'] = [
  { name: 'date', source: { header: 'date' }, type: 'date' },
  { name: 'id', source: { header: 'id' }, type: 'integer' },
  { name: 'amount', source: { header: 'amount' }, type: 'integer' }
]

const bad = (dt: string): string => `visits/${dt}/collect/load_too_many_bad`

describe('a source that sends rubbish', () => {
  it.each(['a load by hand', 'a backfill'])(
    'has its incident with the bad rows after %s, until the partition loads well',
    async (by) => {
      const { client, put, load, told } = await setUp()
      const run = async (): Promise<void> => {
        if (by === 'a backfill') await backfill(client, { name: 'visits', dts: [FIRST, SECOND], only: 'all' })
        else await load()
      }
      await put(FIRST, '1,10', '2,20')
      await put(SECOND, '1,10', '2,abc', '3,n/a')
      await run()
      expect(await told()).toEqual([`${bad(SECOND)} open`])
      const found = await client.call('incidents.get', { id: bad(SECOND) })
      expect(found).toMatchObject({ severity: 'block', reason: 'load.too_many_bad', failingRows: 2 })
      expect(found.measured).toMatchObject({ refused: '2' })
      expect(found.sample.map(({ line, column, value, raw }) => [line, column, value, raw])).toEqual([
        ['3', 'amount', 'abc', '2,abc'],
        ['4', 'amount', 'n/a', '3,n/a']
      ])
      await put(SECOND, '1,10', '2,20')
      await run()
      expect(await told()).toEqual([`${bad(SECOND)} closed`])
    }
  )

  it('keeps it while its partition is refused for something else, though others of the same run came well', async () => {
    const { client, put, load, told } = await setUp({
      columns: inRows,
      checks: [{ id: 'cheap', kind: 'range', column: 'amount', max: '100' }]
    })
    await put(SECOND, `${SECOND},1,abc`)
    await load()
    await put(FIRST, `${FIRST},1,10`)
    await put(SECOND, `${SECOND},1,500`)
    await backfill(client, { name: 'visits', dts: [FIRST, SECOND], only: 'all' })
    expect(await told()).toEqual([`visits/${SECOND}/check/cheap open`, `${bad(SECOND)} open`])
  })

  it('has one for keys that repeat where rows are only added, with the keys, until they are mended', async () => {
    const { client, put, load, told } = await setUp({ mode: 'append' })
    await put(FIRST, '1,10', '1,11', '2,20')
    expect((await load()).state).toBe('failed')
    const id = 'visits/all/collect/load_duplicate_keys'
    expect(await told()).toEqual([`${id} open`])
    const found = await client.call('incidents.get', { id })
    expect(found).toMatchObject({ failingRows: 1, sample: [{ date: FIRST, id: '1' }] })
    await put(FIRST, '1,10', '2,20')
    await load()
    expect(await told()).toEqual([`${id} closed`])
  })
})
