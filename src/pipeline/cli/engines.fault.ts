import { once } from 'node:events'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../contract'
import { acquireLock } from '../engine'
import { connect } from '../serve'
import { penstock, type Penstock } from './testing/penstock'

const ROWS = 2_000_000

let cli: Penstock
beforeAll(async () => {
  cli = await penstock()
  await cli.run('init', cli.workspace)
  await writeFile(join(cli.folder, 'small.csv'), 'n,day\n1,2023-01-01\n')
  await writeLarge(join(cli.folder, 'large.csv'))
  await cli.ok('add', 'small', '--source', 'small.csv')
  await cli.ok('add', 'large', '--source', 'large.csv', '--partition', 'day', '--grain', 'month')
}, 60_000)
afterAll(() => cli.remove())

/** Rows enough that a load takes long after it has started. */
async function writeLarge(path: string): Promise<void> {
  const file = await open(path, 'w')
  await file.write('n,day,text\n')
  for (let from = 0; from < ROWS; from += 100_000) {
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `${from + index},2023-${String((index % 12) + 1).padStart(2, '0')}-01,row ${index}\n`
    )
    await file.write(lines.join(''))
  }
  await file.close()
}

/** Joins the engine that runs on the workspace and resolves once a job of it is running. */
async function jobRunning(): Promise<void> {
  const lock = await acquireLock(cli.workspace)
  if (lock.state !== 'owned' || lock.owner.endpoint === undefined) throw new Error('no engine runs')
  const client = createClient(await connect(lock.owner.endpoint, 'test'), 'test')
  await new Promise<void>((resolve) => {
    const on = { event: (jobs: readonly { state: string }[]) => jobs.some(({ state }) => state === 'running') && resolve() }
    client.subscribe('jobs.watch', { sinceRev: 0 }, { event: (jobs) => void on.event(jobs) })
  })
  client.close()
}

describe('one engine a workspace', () => {
  it('two command lines at once both do their work', async () => {
    const [loaded, listed] = await Promise.all([cli.ok('load', 'small'), cli.ok('datasets')])
    expect(loaded).toMatchObject({ rowsRead: 1 })
    expect(listed).toMatchObject([{ name: 'large' }, { name: 'small' }])
  })

  it('a command line joins a served engine, and serve points to the one that already serves', async () => {
    const served = cli.start('serve', '--json')
    await served.says('"url"')
    expect(await cli.json('datasets')).toMatchObject({ code: 0, value: [{ name: 'large' }, { name: 'small' }] })
    served.child.kill('SIGTERM')
    expect(await served.ended).toMatchObject({ code: 0 })
    expect(await acquireAndRelease()).toBe('held')
  })
})

async function acquireAndRelease(): Promise<string> {
  const lock = await acquireLock(cli.workspace)
  if (lock.state === 'held') await lock.release()
  return lock.state
}

describe('SIGINT', () => {
  it('cancels the load of a command line within 2 s, and nothing of it is in the lake', async () => {
    const served = cli.start('serve', '--json')
    await served.says('"url"')
    const running = jobRunning()
    const load = cli.start('load', 'large', '--json')
    await running
    const before = performance.now()
    load.child.kill('SIGINT')
    const { code, stdout } = await load.ended
    expect(performance.now() - before).toBeLessThan(2_500)
    expect({ code, outcome: JSON.parse(stdout) as unknown }).toMatchObject({ code: 130 })
    expect(await cli.json('partitions', 'large')).toMatchObject({ code: 0, value: [] })
    served.child.kill('SIGINT')
    expect(await served.ended).toMatchObject({ code: 0 })
  })

  it('also of an engine in the same process, whose workers end with it', async () => {
    const load = cli.start('load', 'large', '--json', '--verbose')
    await load.says('engine opened')
    load.child.kill('SIGINT')
    expect(await load.ended).toMatchObject({ code: 130 })
    expect(await acquireAndRelease()).toBe('held')
    expect(await cli.json('partitions', 'large')).toMatchObject({ code: 0, value: [] })
  })

  it('twice ends at once, and the next command line finds the workspace free', async () => {
    const load = cli.start('load', 'large', '--json', '--verbose')
    await load.says('engine opened')
    load.child.kill('SIGINT')
    load.child.kill('SIGINT')
    await once(load.child, 'exit')
    expect((await load.ended).code).toBe(130)
    expect(await cli.json('datasets')).toMatchObject({ code: 0 })
  })
})
