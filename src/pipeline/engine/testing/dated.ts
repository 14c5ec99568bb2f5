import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { connectTo, requestId, type TestClient } from './client'
import { runningClock } from './hand-clock'
import { nodeHost } from './node-host'
import { engineOn, newWorkspace } from './open-engine'

const WAIT = { timeout: 60_000 }

/** Prices by trading day in Seoul, a file a day. */
export const datedSpec = (folder: string, name: string, change: Partial<DatasetSpecInput>): DatasetSpecInput => ({
  format: 1,
  name,
  source: { location: join(folder, name), pattern: '{interval:%Y%m%d}.csv', format: 'csv' },
  columns: [
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ],
  primaryKey: ['date'],
  partition: { columns: ['date'], grain: 'day' },
  calendar: 'krx',
  range: { from: '2024-03-04' },
  ...change
})

/** An engine at an instant (ms since the epoch); `write` writes the file of a day. */
export async function atWorkAt(worker: string, at: number, specs: (folder: string) => DatasetSpecInput[]) {
  const clock = runningClock(at)
  const { workspace, folder } = await newWorkspace(specs)
  for (const { name } of specs(folder)) await mkdir(join(folder, name))
  const client = connectTo(await engineOn(workspace, { ...nodeHost(worker).host, kind: 'serve', clock }))
  const write = (name: string, day: string, close = 100): Promise<void> =>
    writeFile(join(folder, name, `${day.replaceAll('-', '')}.csv`), `date,close\n${day},${close}\n`)
  return { clock, client, write, folder, lake: workspace.lake, workspace: workspace.root }
}

/** A schedule looks when something changes, so that tests need not wait for its timer. */
export const lookAt = (client: TestClient, name: string) =>
  client.call('schedules.pause', { name, paused: false, ...requestId() })

/** Intervals that fell due, oldest first, with what became of them. */
export const intervalsOf = async (client: TestClient, name: string): Promise<string[]> =>
  (await client.call('schedules.ticks', { name, limit: 500 })).map(({ interval, state }) => `${interval} ${state}`).reverse()

/** Resolves once these intervals have run, and nothing is at work any more. */
export async function ran(client: TestClient, name: string, intervals: readonly string[]): Promise<void> {
  await vi.waitFor(
    async () => expect(await intervalsOf(client, name)).toEqual(intervals.map((interval) => `${interval} run`)),
    WAIT
  )
  await vi.waitFor(async () => expect(await client.call('backfills.list', { active: true })).toEqual([]), WAIT)
}
