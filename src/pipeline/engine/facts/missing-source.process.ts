import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { daysSpec } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAY = '2024-01-02'
const selection: Selection = { name: 'daily', dts: [DAY], interval: DAY, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** A folder of dated files, and a file whose path names the interval. */
const sources: Record<string, (folder: string) => Partial<DatasetSpecInput>> = {
  folder: () => ({}),
  interval: (folder) => ({
    source: { location: join(folder, 'in', '{interval:%Y%m%d}.csv'), format: 'csv' },
    columns: [{ name: 'day', source: { header: 'day' }, type: 'date' }],
    primaryKey: ['day']
  })
}

async function outcome(kind: string, whenEmpty: 'refuse' | 'accept', there: boolean) {
  const { workspace, folder } = await newWorkspace((at) => [daysSpec(at, { ...sources[kind]?.(at), whenEmpty })])
  if (there) await mkdir(join(folder, 'in'))
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const plan = await client.call('backfills.plan', { selection })
  const { partitions } = await backfill(client, selection)
  const { runs } = await client.call('runs.list', { limit: 10 })
  return {
    warned: plan.warnings?.map(({ code }) => code),
    ended: partitions.map(({ dt, state, error }) => [dt, state, error?.code]),
    history: runs.map(({ state, error }) => [state, error?.code])
  }
}

describe.each(Object.keys(sources))('a date that is asked for, of a source by %s', (kind) => {
  it('is refused and in the history where the folder is empty, or an empty version where that is accepted', async () => {
    expect(await outcome(kind, 'refuse', true)).toEqual({
      warned: ['file.missing'],
      ended: [[DAY, 'refused', 'check.empty']],
      history: [['refused', 'check.empty']]
    })
    expect(await outcome(kind, 'accept', true)).toEqual({
      warned: ['file.missing'],
      ended: [[DAY, 'empty', undefined]],
      history: [['done', undefined]]
    })
  })

  it.each(['refuse', 'accept'] as const)('fails and is in the history where the folder is not there: %s', async (whenEmpty) => {
    expect(await outcome(kind, whenEmpty, false)).toEqual({
      warned: ['file.missing'],
      ended: [[DAY, 'failed', 'file.missing']],
      history: [['failed', 'file.missing']]
    })
  })
})
