import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import type { Clock } from '../../lib/clock'
import { connectTo, requestId, type TestClient } from './client'
import { nodeHost } from './node-host'
import { engineOn, newWorkspace } from './open-engine'

export const HOUR = 3_600_000
/** 2024-03-05 00:00 KST. */
export const MIDNIGHT = Date.parse('2024-03-04T15:00:00Z')
export const WAIT = { timeout: 90_000 }
/** Five minutes into an hour of 2024-03-05 KST, when the schedule runs. */
export const runTime = (hour: number): number => MIDNIGHT + 5 * 60_000 + hour * HOUR

export const hourly = (folder: string, change: Partial<DatasetSpecInput> = {}): DatasetSpecInput => ({
  format: 1,
  name: 'hours',
  source: { location: join(folder, 'in'), pattern: '{interval:%Y%m%d%H}.csv', format: 'csv' },
  columns: [
    { name: 'at', source: { header: 'at' }, type: 'timestamp' },
    { name: 'id', source: { header: 'id' }, type: 'integer' }
  ],
  primaryKey: ['at', 'id'],
  partition: { columns: ['at'], grain: 'day' },
  mode: 'incremental',
  interval: { unit: 'hour' },
  schedule: { cron: '5 * * * *' },
  whenEmpty: 'accept',
  ...change
})

export const perDay: DatasetSpecInput = {
  format: 1,
  name: 'per_day',
  derive: { sql: 'SELECT "at"::DATE AS day, count(*) AS n FROM hours GROUP BY 1' },
  columns: [],
  primaryKey: ['day'],
  partition: { columns: ['day'], grain: 'day' }
}

/** Hours of 2024-03-05 KST that have a file. */
export async function writeHours(folder: string, hours: readonly number[]): Promise<void> {
  await mkdir(join(folder, 'in'), { recursive: true })
  const two = (value: number): string => String(value).padStart(2, '0')
  await Promise.all(
    hours.map((hour) =>
      writeFile(join(folder, 'in', `20240305${two(hour)}.csv`), `at,id\n2024-03-05T${two(hour)}:10:00+09:00,${hour}\n`)
    )
  )
}

/** A workspace with `hours`; `worker`: a built one. `open` opens an engine on it, which is closed after the test. */
export async function withHours(
  worker: string,
  clock: Clock,
  change: Partial<DatasetSpecInput> = {},
  others: DatasetSpecInput[] = []
) {
  const { workspace, folder } = await newWorkspace((sources) => [hourly(sources, change), ...others])
  const host = { ...nodeHost(worker).host, kind: 'serve' as const, clock }
  const open = async () => {
    const engine = await engineOn(workspace, host)
    return { engine, client: connectTo(engine) }
  }
  return { open, folder, workspace, host }
}

export const ticksOf = (client: TestClient) => client.call('schedules.ticks', { name: 'hours', limit: 500 })
export const ranOf = async (client: TestClient) => (await ticksOf(client)).filter(({ state }) => state === 'run').reverse()
export const activeOf = (client: TestClient) => client.call('backfills.list', { active: true })
/** A schedule looks when something changes, so that tests need not wait for its timer. */
export const look = (client: TestClient) => client.call('schedules.pause', { name: 'hours', paused: false, ...requestId() })

export async function settled(client: TestClient, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await ranOf(client)).toHaveLength(count), WAIT)
  await vi.waitFor(async () => expect(await activeOf(client)).toEqual([]), WAIT)
}

/** The interval of each backfill that ran, oldest first. */
export async function intervalsRun(client: TestClient): Promise<(string | undefined)[]> {
  const list = await client.call('backfills.list', { name: 'hours', active: false, limit: 500 })
  const all = await Promise.all(list.map(({ id }) => client.call('backfills.get', { id })))
  return all.map(({ plan }) => plan.selection.interval).reverse()
}
