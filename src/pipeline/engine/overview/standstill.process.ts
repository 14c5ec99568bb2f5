import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { DatasetSpecInput, OverviewRow } from '../../contract'
import { openEngine } from '../engine'
import { startAndPause, untilState } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAYS = januaryDays(12)
const HOUR_MS = 3_600_000
const selection = { name: 'daily', from: DAYS[0] ?? '', to: DAYS.at(-1) ?? '' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const rowOf = async (client: TestClient): Promise<OverviewRow | undefined> => (await client.call('overview.get', {})).rows[0]

async function days() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
  await writeDays(folder, DAYS)
  return workspace
}

describe('a backfill at which nobody is at work', () => {
  it('needs somebody where its engine ended, until it is taken up', async () => {
    const workspace = await days()
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const client = connectTo(first)
    const running = untilState(client, 'running')
    const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
    await running
    expect((await rowOf(client))?.standstill).toBeUndefined()
    await first.close()
    const second = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root, takeUp: false })
    onTestFinished(() => second.close())
    const later = connectTo(second)
    expect(await rowOf(later)).toMatchObject({ attention: true, standstill: { backfill: id, why: 'interrupted' } })
    await later.call('backfills.resume', { id })
    await later.ended(job)
    const after = await rowOf(later)
    expect([after?.state, after?.attention, after?.standstill]).toEqual(['ok', false, undefined])
  })

  it('needs somebody where it was paused an hour ago, and not where that was just now', async () => {
    const clock = standingClock(Date.parse('2024-02-01T00:00:00Z'))
    const client = connectTo(await engineOn(await days(), { ...nodeHost(built.worker).host, clock }))
    const { id } = await startAndPause(client, selection, { concurrency: 1 })
    const why = { backfill: id, why: 'paused', since: '2024-02-01T00:00:00.000Z' }
    expect(await rowOf(client)).toMatchObject({ attention: false, standstill: why })
    clock.set(Date.parse('2024-02-01T00:00:00Z') + HOUR_MS)
    expect(await rowOf(client)).toMatchObject({ attention: true, standstill: why })
  })

  it('needs somebody who publishes what it staged, or throws it away', async () => {
    const client = connectTo(await engineOn(await days(), nodeHost(built.worker).host))
    const staged = untilState(client, 'staged')
    const { id } = await client.call('backfills.start', { selection, options: { publish: 'review' }, ...requestId() })
    await staged
    expect(await rowOf(client)).toMatchObject({ attention: true, standstill: { backfill: id, why: 'review' } })
    await client.call('backfills.discard', { id, ...requestId() })
    expect((await rowOf(client))?.standstill).toBeUndefined()
  })
})

/** A row without a date is in no partition: a refusal for such rows names none. */
const whole: DatasetSpecInput = {
  format: 1,
  name: 'prices',
  source: { location: 'prices.csv', format: 'csv' },
  columns: [
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ],
  primaryKey: ['date'],
  partition: { columns: ['date'], grain: 'month' },
  maxBadShare: 0.1
}

describe('a load of a whole dataset that came to nothing', () => {
  it('needs somebody, and says why, until all of it is loaded', async () => {
    const { workspace } = await newWorkspace(() => [whole])
    const source = join(workspace.root, 'prices.csv')
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const load = async (lines: string): Promise<void> => {
      await writeFile(source, `date,close\n${lines}`)
      const { job } = await client.call('loads.start', { name: 'prices', ...requestId() })
      await client.ended(job)
    }
    await load('2024-01-02,1\n2024-01-03,2\n')
    expect(await rowOf(client)).toMatchObject({ state: 'ok', attention: false })
    await load('n/a,1\nn/a,2\n')
    expect(await rowOf(client)).toMatchObject({ state: 'refused', attention: true, error: { code: 'load.too_many_bad' } })
    await load('2024-01-02,1\n2024-01-03,3\n')
    const after = await rowOf(client)
    expect([after?.state, after?.attention, after?.error]).toEqual(['ok', false, undefined])
  })
})
