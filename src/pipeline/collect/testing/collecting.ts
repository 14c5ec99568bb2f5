import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOf, toEpochDay } from '../../calendar'
import type { ResolvedConnection } from '../../connect/resolved'
import type { Pace } from '../../connect/http/pace'
import { connectionTarget, httpCollect, type HttpCollect } from '../../contract'
import type { IntervalWindow, WorkContext, WorkProgress } from '../../load/worker-api'
import { collectHttp } from '../http/collect-http'
import type { Collected, CollectRequest } from '../worker-api'

export const ZONE = 'Asia/Seoul'

/** A day's or month's window in the zone of the tests. */
export function windowOf(id: string): IntervalWindow {
  const first = id.length === 7 ? `${id}-01` : id
  const day = toEpochDay(first)
  const end = id.length === 7 ? nextMonth(first) : day + 1
  return { id, dt: id, start: instantOf(ZONE, day), end: instantOf(ZONE, end) }
}

const nextMonth = (first: string): number => {
  const [year = 0, month = 0] = first.split('-').map(Number)
  return Math.floor(Date.UTC(year, month, 1) / 86_400_000)
}

/** Waits no time, and remembers how long it would have been. */
export function testPace(tries = 5): Pace & { waited: number[]; clock: number } {
  const pace = {
    waited: [] as number[],
    clock: Date.UTC(2026, 0, 5),
    tries,
    random: () => 0.5,
    now: () => pace.clock,
    pause: (ms: number) => {
      pace.waited.push(ms)
      pace.clock += ms
      return Promise.resolve()
    }
  }
  return pace
}

export const connectionTo = (
  origin: string,
  secrets: Record<string, string> = {},
  extra: Record<string, unknown> = {}
): ResolvedConnection => ({
  name: `test-${randomUUID().slice(0, 8)}`,
  target: connectionTarget.parse({ kind: 'http', baseUrl: origin, timeoutSeconds: 5, ...extra }),
  secrets
})

export interface Room {
  raw: string
  pickedRows: () => Promise<Record<string, string | null>[]>
  run: (request: Partial<CollectRequest> & Pick<CollectRequest, 'connection'> & { spec: unknown }) => Promise<Collected>
  progress: WorkProgress[]
  pace: ReturnType<typeof testPace>
  dispose: () => Promise<void>
}

/** A folder of a dataset, and runs of the collector in it; each run begins with an empty folder of rows. */
export async function collectRoom(): Promise<Room> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-collect-'))
  let picked = ''
  const room: Room = {
    raw: join(folder, 'raw'),
    progress: [],
    pace: testPace(),
    run: async ({ spec, ...request }) => {
      picked = join(folder, `picked-${randomUUID()}`)
      await mkdir(picked)
      const collect: HttpCollect = httpCollect.parse({ kind: 'http', connection: 'test', ...(spec as object) })
      const context: WorkContext = { signal: new AbortController().signal, progress: (update) => room.progress.push(update) }
      return collectHttp(
        {
          dataset: 'test',
          fields: [],
          windows: [windowOf('2026-01-02')],
          zone: ZONE,
          fanOut: {},
          variables: {},
          raw: room.raw,
          picked,
          id: 'run-1',
          mayAsk: null,
          fromRaw: false,
          now: room.pace.clock,
          ...request,
          collect
        },
        context,
        room.pace
      )
    },
    pickedRows: async () => {
      const names = (await readdir(picked)).sort()
      const texts = await Promise.all(names.map((name) => readFile(join(picked, name), 'utf8')))
      return texts.flatMap((text) =>
        text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Record<string, string | null>)
      )
    },
    dispose: () => rm(folder, { recursive: true, force: true })
  }
  return room
}
