import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, type Backfill, type BackfillResult, type Partition, type RunSummary } from '../contract'
import { acquireLock } from '../engine'
import { connect } from '../serve'
import { declareDaily, writeDay } from './testing/daily'
import { penstock, type Penstock, type Running } from './testing/penstock'

const DAYS = ['2023-08-01', '2023-08-02', '2023-08-03', '2023-08-04']
const ROWS = 200_000

const made: Penstock[] = []
let cli: Penstock
beforeEach(async () => {
  cli = await penstock()
  made.push(cli)
  await cli.run('init', cli.workspace)
  await declareDaily(cli)
  await writeDays(DAYS)
}, 60_000)
afterAll(() => Promise.all(made.map((one) => one.remove())))

async function writeDays(days: readonly string[]): Promise<void> {
  const rows = Array.from({ length: ROWS }, (_, code) => `${code},1\n`).join('')
  for (const day of days) await writeDay(cli, day, rows)
}

/** The backfill of a command line that is at work on a partition. */
const inFlight = (): Promise<Backfill> =>
  vi.waitFor(
    async () => {
      const lock = await acquireLock(cli.workspace)
      if (lock.state === 'held') await lock.release()
      if (lock.state !== 'owned' || lock.owner.endpoint === undefined) throw new Error('no engine runs')
      const client = createClient(await connect(lock.owner.endpoint, 'desktop'), 'desktop')
      try {
        const [first] = await valueOf(client.call('backfills.list', { active: true }))
        const found = await valueOf(client.call('backfills.get', { id: first?.id ?? '' }))
        if (!found.items.some(({ state }) => state === 'running')) throw new Error('nothing is in flight')
        return found
      } finally {
        client.close()
      }
    },
    { timeout: 30_000, interval: 20 }
  )

async function valueOf<T>(asked: Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>): Promise<T> {
  const answer = await asked
  if (answer.ok) return answer.value
  throw new Error(answer.error.message)
}

const started = (): Running => cli.start('backfill', 'daily', '--only', 'all', '--concurrency', '1', '--yes')

/** A command line that runs a backfill dies; the id of the backfill. */
async function leftByADeadOne(): Promise<string> {
  const running = started()
  const { id } = await inFlight()
  running.child.kill('SIGKILL')
  await running.ended
  return id
}

describe('a backfill whose command line was killed', () => {
  it('is left as it is by verbs that only read, which say that it is interrupted', async () => {
    const id = await leftByADeadOne()
    const first = (await cli.ok('runs', 'daily')) as RunSummary[]
    for (const verb of [['overview'], ['partitions', 'daily'], ['backfill', 'daily', '--plan']]) await cli.ok(...verb)
    expect(((await cli.ok('runs', 'daily')) as RunSummary[]).map((run) => run.id)).toEqual(first.map((run) => run.id))
    expect(await cli.ok('backfills', '--active')).toMatchObject([{ id, state: 'running', atWork: false }])
    expect((await cli.run('backfills')).stdout).toMatch(new RegExp(`^${id} +daily +interrupted`, 'm'))
  })

  it('is finished by resume, under its own id', async () => {
    const id = await leftByADeadOne()
    const refused = await cli.run('backfill', 'daily', '--yes')
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(`penstock resume ${id}`) as string })
    const { runId, state, partitions } = (await cli.ok('resume', id)) as BackfillResult
    expect([runId, state, partitions.map(({ dt, state: at }) => [dt, at])]).toEqual([id, 'done', DAYS.map((dt) => [dt, 'ok'])])
    const held = (await cli.ok('partitions', 'daily')) as Partition[]
    expect(held.map(({ dt, rows }) => [dt, rows])).toEqual(DAYS.map((dt) => [dt, ROWS]))
    expect(await cli.ok('backfills', '--active')).toEqual([])
    expect(await cli.json('resume', id)).toMatchObject({ code: 3, value: { error: { code: 'already.done' } } })
  })

  it('is gone on with where the same is asked for again; something else is refused, and says how it can be gone on with or ended', async () => {
    const id = await leftByADeadOne()
    const others = [
      ['backfill', 'daily', '--only', 'all', '--yes'],
      ['backfill', 'daily', '--only', 'all', '--concurrency', '1', '--yes', '--hash', `sha256:${'0'.repeat(64)}`],
      ['load', 'daily']
    ]
    for (const other of others) {
      const { code, stderr } = await cli.run(...other)
      const way = `penstock resume ${id} goes on with it, penstock cancel ${id} ends it.`
      expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(way) as string })
    }
    const { code, stderr } = await started().ended
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining(`Going on with backfill ${id}`) as string })
    expect(await cli.ok('backfills')).toMatchObject([{ id, state: 'done', finished: DAYS.length }])
  })

  it('is ended by cancel, and others may start', async () => {
    const id = await leftByADeadOne()
    expect(await cli.ok('cancel', id)).toMatchObject({ runId: id, state: 'cancelled' })
    expect(await cli.ok('backfills', '--active')).toEqual([])
    expect(await cli.ok('backfill', 'daily', '--yes')).toMatchObject({ state: 'done' })
  })
})

describe('a backfill that another command line is at work on', () => {
  it('is not resumed, which names it, and is ended by cancel', async () => {
    // So many that it is at work until it is cancelled, three command lines later.
    await writeDays(Array.from({ length: 20 }, (_, index) => `2023-09-${String(index + 1).padStart(2, '0')}`))
    const running = started()
    const { id } = await inFlight()
    expect(await cli.json('resume', id)).toMatchObject({
      code: 3,
      value: { error: { code: 'run.overlap', details: { backfill: id } } }
    })
    expect(await cli.ok('backfills')).toMatchObject([{ id, atWork: true }])
    expect(await cli.ok('cancel', id)).toMatchObject({ runId: id, state: 'cancelled' })
    expect((await running.ended).code).toBe(130)
  })
})
