import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { datasetSpec } from '../contract'
import { DatasetFiles } from './dataset-files'
import { bundleHosts, type BuiltHosts } from './testing/bundle-hosts'
import { pricesSpec, writePrices } from './testing/prices'
import { filesOnDisk, readRows, replayLog } from './testing/read-table'
import { tempFolder } from './testing/temp'
import { createWorkspace, type Workspace } from './workspace'

/** 30 in CI; the full 200 by PENSTOCK_KILLS. */
const KILLS = Number(process.env.PENSTOCK_KILLS ?? 30)
const MONTHS = 6
const ROWS = 200

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const message = z.object({ t: z.string(), state: z.string().optional(), message: z.string().optional() })

/** A running engine process; `next` gives its messages in order. */
class EngineProcess {
  private readonly heard: z.infer<typeof message>[] = []
  private wake: () => void = () => undefined
  readonly child: ChildProcess

  constructor(workspace: string) {
    this.child = fork(built.engine, [workspace, built.worker], { execArgv: [] })
    this.child.on('message', (said) => {
      this.heard.push(message.parse(said))
      this.wake()
    })
  }

  async next(kind: string): Promise<z.infer<typeof message>> {
    for (;;) {
      const said = this.heard.shift()
      if (said?.t === kind) return said
      if (said === undefined) await new Promise<void>((resolve) => (this.wake = resolve))
      else throw new Error(`the engine said ${JSON.stringify(said)}, not ${kind}`)
    }
  }

  load(): void {
    this.child.send('prices')
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await gone
  }
}

/** Polls the table as a stranger would, and keeps everything that it saw wrong. */
function watchTable(table: string) {
  const wrong: string[] = []
  let looks = 0
  let stop = false
  const look = async (): Promise<void> => {
    const { version, files } = await replayLog(table)
    if (version < 0) return
    const rows = await readRows(table, files)
    const generations = new Set(rows.map(({ generation }) => String(generation)))
    const keys = new Set(rows.map(({ date, code }) => `${String(date)} ${String(code)}`))
    if (rows.length !== MONTHS * ROWS) wrong.push(`version ${version} has ${rows.length} rows`)
    if (keys.size !== rows.length) wrong.push(`version ${version} has a key twice`)
    if (generations.size !== 1) wrong.push(`version ${version} mixes generations ${[...generations].join(', ')}`)
    looks += 1
  }
  const poll = async (): Promise<void> => {
    while (!stop) {
      await look().catch((error: unknown) => wrong.push(String(error)))
      await delay(20)
    }
  }
  const done = poll()
  return {
    look,
    end: async () => {
      stop = true
      await done
      return { wrong, looks }
    }
  }
}

async function newWorkspace(): Promise<{ workspace: Workspace; source: string }> {
  const folder = await tempFolder()
  const { workspace } = await createWorkspace(join(folder, 'ws'))
  await new DatasetFiles(workspace.datasets).save(datasetSpec.parse(pricesSpec(folder)), false)
  return { workspace, source: join(folder, 'prices.csv') }
}

/** How long a load takes from its start in a new engine, in ms. */
async function loadUndisturbed(workspace: Workspace, source: string): Promise<number> {
  await writePrices(source, 1, { months: MONTHS, rows: ROWS })
  const engine = new EngineProcess(workspace.root)
  await engine.next('ready')
  engine.load()
  await engine.next('started')
  const before = performance.now()
  expect(await engine.next('ended')).toMatchObject({ state: 'done' })
  await engine.kill()
  return performance.now() - before
}

describe('an engine that is killed while it loads', () => {
  it(`loses, doubles and halves nothing in ${KILLS} kills, as an independent reader sees it`, async () => {
    const { workspace, source } = await newWorkspace()
    const table = join(workspace.lake, 'prices')
    const reader = watchTable(table)
    const usualMs = await loadUndisturbed(workspace, source)
    const versions = [0]
    let last = 1
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await writePrices(source, ++last, { months: MONTHS, rows: ROWS })
      const engine = new EngineProcess(workspace.root)
      await engine.next('ready')
      engine.load()
      await engine.next('started')
      // Anywhere from the start of the worker to after the commit.
      await delay(Math.random() * 1.3 * usualMs)
      await engine.kill()
      versions.push((await replayLog(table)).version)
    }
    const engine = new EngineProcess(workspace.root)
    await engine.next('ready')
    expect(await readdir(join(workspace.state, 'tmp'))).toEqual([])
    await writePrices(source, last + 1, { months: MONTHS, rows: ROWS })
    engine.load()
    await engine.next('started')
    expect(await engine.next('ended')).toMatchObject({ state: 'done' })
    await engine.kill()
    const { wrong, looks } = await reader.end()
    expect(wrong).toEqual([])
    expect(looks).toBeGreaterThan(KILLS)
    const { files, everNamed } = await replayLog(table)
    expect((await readRows(table, files)).every(({ generation }) => Number(generation) === last + 1)).toBe(true)
    expect((await filesOnDisk(table)).filter((path) => !everNamed.has(path))).toEqual([])
    // Some kills came before the commit and some after it: otherwise nothing was tried.
    const committed = versions.filter((version, index) => version > (versions[index - 1] ?? 0)).length
    expect(committed).toBeGreaterThan(0)
    expect(committed).toBeLessThan(KILLS)
  })
})
