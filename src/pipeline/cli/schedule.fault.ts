import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openState } from '../store'
import { penstock, type Penstock, type Running } from './testing/penstock'

const MINUTE = 60_000
/** Minutes that nobody ran before the first engine starts. */
const MISSED = 12
const WAIT = { timeout: 240_000, interval: 200 }

let cli: Penstock
beforeEach(async () => {
  cli = await penstock()
  onTestFinished(() => cli.remove())
  await cli.run('init', cli.workspace)
  await mkdir(join(cli.folder, 'in'))
  const spec = {
    ...{ format: 1, name: 'minutes', zone: 'Asia/Seoul', mode: 'incremental', primaryKey: ['at'] },
    source: { location: join(cli.folder, 'in'), pattern: '{interval:%Y%m%d%H%M}.csv', format: 'csv' },
    columns: [{ name: 'at', source: { header: 'at' }, type: 'timestamp' }],
    ...{ partition: { columns: ['at'], grain: 'day' }, interval: { unit: 'minute' } },
    ...{ schedule: { cron: '* * * * *' }, whenEmpty: 'accept' }
  }
  await writeFile(join(cli.workspace, 'datasets', 'minutes.dataset.json'), JSON.stringify(spec))
}, 60_000)

const statePath = (): string => join(cli.workspace, '.penstock', 'state.sqlite')
const intervalId = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`

/** As if an engine had last run so many minutes ago. */
async function ranBefore(missed: number): Promise<void> {
  const start = (Math.floor(Date.now() / MINUTE) - missed - 1) * MINUTE
  const at = new Date(start + MINUTE).toISOString()
  const state = await openState(statePath(), Date.now())
  await state.ticks.claim({
    dataset: 'minutes',
    interval: intervalId(start),
    dueAt: at,
    state: 'run',
    reason: null,
    backfill: null,
    at
  })
  state.close()
}

/** What plain SQL finds in the state: no engine is asked. */
function inState<T>(read: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(statePath(), { readOnly: true, timeout: 10_000 })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

const column = (database: DatabaseSync, sql: string): string[] =>
  database
    .prepare(sql)
    .all()
    .map((row) => String(Object.values(row)[0]))
const CLAIMED = "SELECT interval FROM ticks WHERE state <> 'due' ORDER BY interval"
/** The interval of each backfill, in the order in which they were started. */
const RUN = "SELECT json_extract(plan, '$.selection.interval') FROM backfills ORDER BY started_at, id"
const intervalsRun = (): string[] => inState((database) => column(database, RUN))

const allRan = (): Promise<void> =>
  vi.waitFor(() => {
    inState((database) => {
      expect(column(database, CLAIMED).length).toBeGreaterThan(MISSED)
      expect(column(database, "SELECT interval FROM ticks WHERE state = 'due'")).toEqual([])
      expect(column(database, "SELECT id FROM backfills WHERE state <> 'done'")).toEqual([])
    })
  }, WAIT)

/** Two servers and three command lines, all at once; the servers that run then. Those that find another one serving end. */
async function fiveProcesses(): Promise<Running[]> {
  const servers = ['a', 'b'].map(() => cli.start('serve', '--json'))
  const lines = [['overview'], ['schedules', 'minutes', '--resume'], ['datasets']].map((argv) => cli.start(...argv))
  onTestFinished(async () => {
    for (const { child } of [...servers, ...lines]) child.kill('SIGKILL')
    await Promise.all([...servers, ...lines].map(({ ended }) => ended))
  })
  expect((await Promise.all(lines.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([0, 0, 0])
  const started = await Promise.all(
    servers.map((one) =>
      one.says('"started":true').then(
        () => [one],
        () => []
      )
    )
  )
  if (started.flat().length > 0) return started.flat()
  // A command line had the workspace when both looked.
  const later = cli.start('serve', '--json')
  servers.push(later)
  await later.says('"started":true')
  return [later]
}

/** Each minute from the first that was missed, once and in order. */
function expectEachOnce(): void {
  const { claimed, run } = inState((database) => {
    // Of one moment: another minute may begin just now.
    database.exec('BEGIN')
    return { claimed: column(database, CLAIMED), run: column(database, RUN) }
  })
  const first = Date.parse((claimed[0] ?? '').replace('Z', ':00Z'))
  expect(claimed).toEqual(claimed.map((_, index) => intervalId(first + index * MINUTE)))
  expect(run).toEqual(claimed.slice(1))
}

describe('F23: two servers and three command lines on one workspace', () => {
  it('run each interval that fell due once, in order', async () => {
    await ranBefore(MISSED)
    const running = await fiveProcesses()
    expect(running).toHaveLength(1)
    await allRan()
    expectEachOnce()
  })

  it('run each interval once also where the one that runs them is killed and five others come', async () => {
    await ranBefore(MISSED)
    const [owner] = await fiveProcesses()
    await vi.waitFor(() => expect(intervalsRun().length).toBeGreaterThan(2), { ...WAIT, interval: 20 })
    owner?.child.kill('SIGKILL')
    await owner?.ended
    expect(intervalsRun().length).toBeLessThan(MISSED)
    expect(await fiveProcesses()).toHaveLength(1)
    await allRan()
    expectEachOnce()
  })

  it('would run intervals twice if both servers believed to own it (plant no-lease)', async () => {
    // So many that both come to the same one at some time.
    await ranBefore(100)
    vi.stubEnv('PENSTOCK_PLANT', 'no-lease')
    onTestFinished(() => void vi.unstubAllEnvs())
    const running = await fiveProcesses()
    expect(running).toHaveLength(2)
    await vi.waitFor(() => expect(new Set(intervalsRun()).size).toBeLessThan(intervalsRun().length), WAIT)
  })
})
