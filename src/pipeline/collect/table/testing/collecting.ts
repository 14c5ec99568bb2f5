import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { tableCollect, type TableCollect } from '../../../contract'
import { instantOf, toEpochDay } from '../../../calendar'
import type { TestDatabase } from '../../../connect/testing/mariadb'
import type { IntervalWindow, WorkContext, WorkProgress } from '../../../load/worker-api'
import type { CollectRequest } from '../../worker-api'

export interface Collecting {
  request: CollectRequest & { collect: TableCollect }
  context: WorkContext
  progress: WorkProgress[]
  stop: AbortController
  /** The files of rows by name. */
  picked: () => Promise<Record<string, string>>
}

/** A question to a database of the tests, with folders of its own. */
export async function collecting(
  { connection }: Pick<TestDatabase, 'connection'>,
  collect: Record<string, unknown>,
  fields: string[],
  windows: IntervalWindow[],
  more: Partial<CollectRequest> = {}
): Promise<Collecting> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-table-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [raw, picked] = [join(folder, 'raw'), join(folder, 'picked')]
  await mkdir(picked)
  const progress: WorkProgress[] = []
  const stop = new AbortController()
  return {
    request: {
      ...{ dataset: 'orders', connection, fields, windows, zone: 'Asia/Seoul', fanOut: {}, variables: {}, raw, picked, id: 'c1' },
      ...{ mayAsk: null, fromRaw: false, now: Date.UTC(2026, 0, 10) },
      ...more,
      collect: tableCollect.parse({ kind: 'table', connection: connection.name, ...collect })
    },
    context: { signal: stop.signal, progress: (update) => progress.push(update) },
    progress,
    stop,
    picked: async () => {
      const names = (await readdir(picked)).sort()
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await readFile(join(picked, name), 'utf8')] as const))
      )
    }
  }
}

/** A day of Seoul. */
export function dayWindow(dt: string, zone = 'Asia/Seoul'): IntervalWindow {
  const day = toEpochDay(dt)
  return { id: dt, dt, start: instantOf(zone, day), end: instantOf(zone, day + 1) }
}

/** The whole of a dataset without dates. */
export const whole: IntervalWindow = { id: 'all', dt: 'all', start: 0, end: Date.UTC(2026, 0, 10) }
