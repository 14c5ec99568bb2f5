import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createClient,
  type BackfillPlan,
  type BackfillResult,
  type EngineClient,
  type ErrorData,
  type Partition,
  type RunSummary
} from '../contract'
import { acquireLock } from '../engine'
import { connect } from '../serve'
import { declareDaily, writeDay } from './testing/daily'
import { penstock, type Penstock } from './testing/penstock'

const DAYS = ['2023-08-01', '2023-08-02', '2023-08-03', '2023-08-04']
const RANGE = ['--from', '2023-08-01', '--to', '2023-08-04']

const made: Penstock[] = []
let cli: Penstock
beforeEach(async () => {
  cli = await penstock()
  made.push(cli)
  await cli.run('init', cli.workspace)
  await declareDaily(cli)
  for (const day of DAYS) await writeDay(cli, day, `A,1\nB,2\n`)
}, 60_000)
afterAll(() => Promise.all(made.map((one) => one.remove())))

const planned = async (...argv: string[]): Promise<BackfillPlan> =>
  (await cli.ok('backfill', 'daily', ...RANGE, ...argv, '--plan')) as BackfillPlan
const ran = async (...argv: string[]) => {
  const { code, value } = await cli.json('backfill', 'daily', ...RANGE, ...argv, '--yes')
  return { code, ...(value as BackfillResult) }
}

describe('penstock backfill', () => {
  it('wants either --plan or --yes', async () => {
    expect((await cli.run('backfill', 'daily', ...RANGE)).code).toBe(2)
    expect((await cli.run('backfill', 'daily', ...RANGE, '--plan', '--yes')).code).toBe(2)
    expect((await cli.run('backfill', 'daily', '--only', 'broken', '--plan')).code).toBe(2)
    expect((await cli.run('backfill', 'daily', '--plan', '--hash', 'sha256:0')).stderr).toContain('--hash goes with --yes')
    const all = await cli.run('backfill', 'daily', '--from', 'all', '--plan')
    expect([all.code, all.stderr]).toEqual([2, expect.stringContaining('leave out --from and --to')])
  })

  it('--plan lists exactly what would run, says the range in words, and runs nothing', async () => {
    const { items, skip, hash } = await planned()
    expect(items.map(({ dataset, dt, why }) => [dataset, dt, why])).toEqual(DAYS.map((dt) => ['daily', dt, 'missing']))
    expect(skip).toEqual([])
    const { code, stdout } = await cli.run('backfill', 'daily', ...RANGE, '--plan')
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('4 days, both ends included') as string })
    expect(stdout).toContain(hash)
    expect(await cli.ok('runs')).toEqual([])
  })

  it('--yes runs it, proves it, and undoes it to the digests of before', async () => {
    const first = await ran()
    expect(first).toMatchObject({ code: 0, state: 'done' })
    expect(first.partitions.map(({ dt, state, change }) => [dt, state, change])).toEqual(DAYS.map((dt) => [dt, 'ok', 'created']))
    const before = (await cli.ok('partitions', 'daily')) as Partition[]
    await writeDay(cli, '2023-08-02', 'A,1\nB,3\n')
    const second = await ran('--only', 'all')
    expect(second.partitions.filter(({ change }) => change !== 'unchanged').map(({ dt }) => dt)).toEqual(['2023-08-02'])
    expect(await cli.ok('proof', second.runId)).toMatchObject({ verdict: 'changed', changed: 1, builtOn: [] })
    const refused = await cli.run('undo', '--run', first.runId)
    expect(refused.code).toBe(3)
    expect(refused.stderr).toMatch(/\nChanged since by \S+: daily 2023-08-02\n/)
    expect((await cli.run('proof', first.runId)).stdout).toMatch(/\nChanged since by \S+: daily 2023-08-02\n/)
    await cli.ok('undo', '--run', second.runId)
    const after = (await cli.ok('partitions', 'daily')) as Partition[]
    expect(after.map(({ digest }) => digest)).toEqual(before.map(({ digest }) => digest))
  })

  it('--yes says of what it leaves out why, where there is nothing else to say', async () => {
    const mart = {
      ...{ format: 1, name: 'mart', columns: [], partition: { columns: ['day'], grain: 'day' } },
      derive: { sql: 'SELECT day, count(*) AS n FROM daily GROUP BY 1' }
    }
    await writeFile(join(cli.workspace, 'datasets', 'mart.dataset.json'), JSON.stringify(mart))
    const { code, stdout } = await cli.run('backfill', 'mart', ...RANGE, '--yes')
    expect([code, stdout.split('\n')[1]]).toEqual([0, 'Skipped: input_missing 4 (2023-08-01, 2023-08-02, 2023-08-03 …)'])
  })

  it('--review stages it: the difference is seen before it is published, and nothing is in the lake until then', async () => {
    await ran()
    await writeDay(cli, '2023-08-02', 'A,1\nB,3\nC,4\n')
    const { runId, state } = await ran('--only', 'all', '--review')
    expect(state).toBe('staged')
    const staged = ['diff', 'daily', '--partition', '2023-08-02', '--staged', runId]
    expect(await cli.ok(...staged)).toMatchObject({
      ...{ by: ['day', 'code'], added: 1, removed: 0, changed: 1, unchanged: 1, columns: [{ name: 'n', changed: 1 }] }
    })
    expect((await cli.run(...staged)).stdout).toContain('added 1, removed 0, changed 1, unchanged 1\n  n: 1 changed\n')
    expect((await cli.run(...staged, '--from', '0')).code).toBe(2)
    for (const other of [
      ['load', 'daily'],
      ['backfill', 'daily', '--only', 'all', '--yes']
    ]) {
      const review = `It waits for its review: penstock publish ${runId} publishes it, penstock discard ${runId} throws it away.`
      const { code, stderr } = await cli.run(...other)
      expect([code, stderr.includes(runId), stderr.split(review).length - 1]).toEqual([3, true, 1])
    }
    const rows = async () => ((await cli.ok('partitions', 'daily')) as Partition[]).map((partition) => partition.rows)
    expect(await rows()).toEqual([2, 2, 2, 2])
    await cli.ok('publish', runId)
    expect(await rows()).toEqual([2, 3, 2, 2])
  })

  it('with --hash is exit 3 with the difference where the plan no longer holds, and nothing runs', async () => {
    const { hash } = await planned()
    await writeDay(cli, '2023-08-03', 'A,5\n')
    const { code, value } = await cli.json('backfill', 'daily', ...RANGE, '--yes', '--hash', hash)
    expect({ code, value }).toMatchObject({
      code: 3,
      value: { error: { code: 'plan.stale', details: { difference: { inputs: [{ dataset: 'source:daily' }] } } } }
    })
    const { stderr } = await cli.run('backfill', 'daily', ...RANGE, '--yes', '--hash', hash)
    expect(stderr).toMatch(/\nChanged since: the source of daily\n/)
    expect(await cli.ok('partitions', 'daily')).not.toContainEqual(expect.objectContaining({ state: 'ok' }))
    const otherwise = await cli.run('backfill', 'daily', ...RANGE, '--yes', '--review', '--hash', (await planned()).hash)
    expect(otherwise).toMatchObject({ code: 3 })
    expect(otherwise.stderr).toMatch(/made for other options/)
    expect(otherwise.stderr).toMatch(/\nAsked for otherwise: publishing \(--review\) unsaid → review\n/)
    expect(await ran('--hash', (await planned()).hash)).toMatchObject({ code: 0, state: 'done' })
  })

  it('is exit 1 with the full answer where some failed, and the others are made', async () => {
    await writeDay(cli, '2023-08-03', 'A,not a number\n')
    const { code, partitions, state } = await ran()
    expect([code, state]).toEqual([1, 'failed'])
    expect(partitions.map(({ dt, state: at, error }) => [dt, at, error?.code])).toEqual([
      ['2023-08-01', 'ok', undefined],
      ['2023-08-02', 'ok', undefined],
      ['2023-08-03', 'refused', 'load.too_many_bad'],
      ['2023-08-04', 'ok', undefined]
    ])
    const failed = (await cli.ok('runs', 'daily', '--state', 'refused')) as RunSummary[]
    expect(failed).toMatchObject([{ from: '2023-08-03', to: '2023-08-03', error: { code: 'load.too_many_bad' } }])
  })

  it('tells before that there is no file of a date, runs it all the same, and has it in the history as refused', async () => {
    await rm(join(cli.folder, 'in', '2023-08-02.csv'))
    const { items, skip, warnings } = await planned()
    expect(items.map(({ dt, readBytes }) => [dt, readBytes === 0])).toEqual(DAYS.map((dt) => [dt, dt === '2023-08-02']))
    expect(skip).toEqual([])
    expect(warnings).toMatchObject([{ code: 'file.missing', details: { partitions: ['2023-08-02'] } }])
    expect((await cli.run('backfill', 'daily', ...RANGE, '--plan')).stdout).toContain(
      'Beware: The source of daily has no file of 2023-08-02.'
    )
    expect(await ran()).toMatchObject({ code: 1, state: 'failed' })
    expect(await cli.ok('runs', 'daily', '--state', 'refused')).toMatchObject([
      { from: '2023-08-02', to: '2023-08-02', error: { code: 'check.empty' } }
    ])
  })

  it('refuses dates that lie in the future', async () => {
    const { code, value } = await cli.json('backfill', 'daily', '--from', '2199-01-01', '--to', '2199-01-02', '--plan')
    expect({ code, value }).toMatchObject({ code: 3, value: { error: { code: 'plan.future' } } })
  })

  it('B9: of two command lines, a window and a browser on a served engine exactly one runs it; the others are told which', async () => {
    const rows = Array.from({ length: 300_000 }, (_, code) => `${code},1\n`).join('')
    for (const day of DAYS) await writeDay(cli, day, rows)
    const served = cli.start('serve')
    await served.says('token=')
    const [window, browser] = [await joined('desktop'), await joined('browser')]
    const lines = Array.from({ length: 2 }, () => cli.json('backfill', 'daily', ...RANGE, '--only', 'all', '--yes'))
    const asked = [window, browser].map((client) => startedBy(client))
    const refused = [
      ...(await Promise.all(asked)).flatMap((answer) => (answer.ok ? [] : [answer.error])),
      ...(await Promise.all(lines)).flatMap(({ code, value }) => (code === 3 ? [(value as { error: ErrorData }).error] : []))
    ]
    const [only, ...more] = await settled(window)
    expect([more, refused.length]).toEqual([[], 3])
    for (const error of refused) expect(error).toMatchObject({ code: 'run.overlap', details: { backfill: only } })
    served.child.kill('SIGTERM')
    await served.ended
    expect((await cli.ok('history', 'daily')) as unknown[]).toHaveLength(DAYS.length)
  })
})

/** Joins the engine that serves the workspace, as another process of the same user does. */
async function joined(kind: string): Promise<EngineClient> {
  const lock = await acquireLock(cli.workspace)
  if (lock.state !== 'owned' || lock.owner.endpoint === undefined) throw new Error('no engine runs')
  return createClient(await connect(lock.owner.endpoint, kind), kind)
}

const startedBy = (client: EngineClient) =>
  client.call('backfills.start', {
    ...{ selection: { name: 'daily', from: DAYS[0], to: DAYS.at(-1), only: 'all' }, clientRequestId: randomUUID() }
  })

/** Every backfill that ever began, once all have ended. */
async function settled(client: EngineClient): Promise<string[]> {
  return vi.waitFor(
    async () => {
      const active = await client.call('backfills.list', { active: true })
      const all = await client.call('backfills.list', {})
      if (!active.ok || !all.ok || active.value.length > 0) throw new Error('some are still at work')
      return all.value.map(({ id }) => id)
    },
    { timeout: 30_000, interval: 100 }
  )
}

describe('penstock graph', () => {
  it('shows what is made from what', async () => {
    expect(await cli.ok('graph')).toMatchObject({
      nodes: [
        { id: 'source:daily', stage: 'collect' },
        { id: 'daily', stage: 'lake' }
      ],
      edges: [{ from: 'source:daily', to: 'daily' }]
    })
  })
})
