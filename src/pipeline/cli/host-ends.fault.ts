import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClient, finalStates, type EngineClient } from '../contract'
import { acquireLock } from '../engine'
import { connect } from '../serve'
import { builtHosts } from './testing/built-hosts'
import { penstock, type Penstock } from './testing/penstock'

const ROWS = 500_000
const processScript = pathToFileURL(join(import.meta.dirname, '..', '..', '..', 'scripts', 'lib', 'process.mjs')).href

let cli: Penstock
beforeAll(async () => {
  cli = await penstock()
  await cli.run('init', cli.workspace)
  const rows = Array.from({ length: ROWS }, (_, index) => `${index},2023-01-01`).join('\n')
  for (const name of ['first', 'second']) {
    await writeFile(join(cli.folder, `${name}.csv`), `n,day\n${rows}\n`)
    await cli.ok('add', name, '--source', `${name}.csv`)
  }
}, 60_000)
afterAll(() => cli.remove())

/** A client of the engine that runs on the workspace. */
async function joined(): Promise<EngineClient> {
  const lock = await acquireLock(cli.workspace)
  if (lock.state !== 'owned' || lock.owner.endpoint === undefined) throw new Error('no engine runs')
  const client = createClient(await connect(lock.owner.endpoint, 'cli'), 'cli')
  await client.welcome
  return client
}

/** Resolves with the state in which the job of a dataset ended; rejects where the engine goes away before. */
function loaded(client: EngineClient, dataset: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const event = (jobs: readonly { kind: string; dataset: string | null; state: string }[]): void => {
      const job = jobs.find(
        (one) => one.kind === 'load' && one.dataset === dataset && finalStates.some((state) => state === one.state)
      )
      if (job !== undefined) resolve(job.state)
    }
    client.subscribe('jobs.watch', { sinceRev: 0 }, { event })
    void client.closed.then(() => reject(new Error('the engine is gone')))
  })
}

describe('a command line that holds the engine', () => {
  it('and whose output nobody reads any more ends it for nobody else', async () => {
    const host = cli.start('load', 'first', '--json', '--verbose')
    await host.says('engine opened')
    host.child.stdout?.destroy()
    const client = await vi.waitFor(joined, { timeout: 30_000 })
    expect(await loaded(client, 'first')).toBe('done')
    const second = loaded(client, 'second')
    const answer = client.call('loads.start', { name: 'second', again: false, clientRequestId: crypto.randomUUID() })
    await Promise.all([answer, expect(second).resolves.toBe('done')])
    client.close()
    expect(await host.ended).toMatchObject({ code: 0 })
  })

  it('ends as by SIGTERM when the script that started it is killed', async () => {
    const { cli: script } = await builtHosts()
    const source = `import(${JSON.stringify(processScript)}).then(({ runBound }) => runBound(process.execPath, process.argv.slice(1)))`
    const env = { ...process.env, PENSTOCK_WORKSPACE: cli.workspace, NODE_OPTIONS: '' }
    const wrapper = spawn(process.execPath, ['-e', source, '--', script, 'serve', '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit']
    })
    await once(wrapper.stdout, 'data')
    wrapper.kill('SIGKILL')
    // Its pipe closes once nobody has it any more.
    await once(wrapper, 'close')
    const lock = await acquireLock(cli.workspace)
    expect(lock.state).toBe('held')
    if (lock.state === 'held') await lock.release()
  })
})
