import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { openEngine } from '../engine'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAYS = Array.from({ length: 12 }, (_, index) => `2024-01-${String(index + 1).padStart(2, '0')}`)

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const daily = (folder: string): DatasetSpecInput => ({
  ...{ format: 1, name: 'daily', partition: { columns: ['day'], grain: 'day' } },
  source: { location: join(folder, 'in'), pattern: '*.csv', pathTemplate: '{day:%Y-%m-%d}.csv', format: 'csv' },
  columns: [
    { name: 'day', source: { path: 'day' }, type: 'date' },
    { name: 'id', source: { header: 'id' }, type: 'integer' }
  ]
})

/** Resolves at the first event of a backfill that is in the state. */
function untilState({ client }: TestClient, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    const watch = client.subscribe(
      'backfills.changed',
      {},
      {
        event: ({ state }) => {
          if (state !== wanted) return
          watch.close()
          resolve()
        }
      }
    )
  })
}

describe('a backfill that is paused', () => {
  it('lets what is in flight end, waits over a restart of the engine, and is done after it is resumed', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daily(sources)])
    await mkdir(join(folder, 'in'))
    await Promise.all(DAYS.map((day) => writeFile(join(folder, 'in', `${day}.csv`), 'id\n1\n')))
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const client = connectTo(first)
    const paused = untilState(client, 'paused')
    const selection = { name: 'daily', from: DAYS[0], to: DAYS.at(-1) }
    const { id } = await client.call('backfills.start', { selection, ...requestId() })
    await client.call('backfills.pause', { id })
    await paused
    const { items, finished } = await client.call('backfills.get', { id })
    expect(finished).toBeLessThan(DAYS.length)
    expect(items.filter(({ state }) => state === 'running')).toEqual([])
    await first.close()
    const later = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const again = await later.call('backfills.get', { id })
    expect(again).toMatchObject({ state: 'paused', finished })
    await later.call('backfills.resume', { id })
    await later.ended(again.job ?? '')
    expect(await later.call('backfills.get', { id })).toMatchObject({ state: 'done', finished: DAYS.length })
    const versions = await later.call('lake.history', { name: 'daily' })
    expect(versions.flatMap(({ partitions }) => partitions.map(({ dt }) => dt)).sort()).toEqual(DAYS)
  })
})
