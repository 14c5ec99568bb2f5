import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openState } from '.'

/** 50 in CI; the full 200 by PENSTOCK_KILLS. */
const KILLS = Number(process.env.PENSTOCK_KILLS ?? 50)
const root = resolve(import.meta.dirname, '../../..')
const outDir = join(root, '.cache', 'test-hosts', `store-${process.pid}`)

beforeAll(async () => {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { __PENSTOCK_TEST__: 'true' },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      rolldownOptions: { input: join(import.meta.dirname, 'testing/writer.ts'), output: { entryFileNames: 'writer.mjs' } }
    }
  })
}, 60_000)
afterAll(() => rm(outDir, { recursive: true, force: true }))

/** Starts a writer, kills it somewhere, and says the highest number that it had acknowledged. */
async function writeAndKill(path: string, from: number): Promise<number> {
  const child = fork(join(outDir, 'writer.mjs'), [path, String(from)], { execArgv: [] })
  let acknowledged = from - 1
  await once(child, 'message')
  child.on('message', (number) => (acknowledged = Math.max(acknowledged, Number(number))))
  await delay(20 + Math.random() * 200)
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  return acknowledged
}

describe('a writer of state that is killed', () => {
  it(`has lost no acknowledged row after ${KILLS} kills, and opens again within a second`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'penstock-state-'))
    const path = join(folder, 'state.sqlite')
    let last = -1
    let slowest = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      last = Math.max(last, await writeAndKill(path, last + 1))
      const before = performance.now()
      const state = await openState(path, Date.now())
      slowest = Math.max(slowest, performance.now() - before)
      expect(state.setAside).toBeUndefined()
      state.close()
    }
    const plain = new DatabaseSync(path, { readOnly: true })
    const found = new Set(
      plain
        .prepare("SELECT key FROM settings WHERE key LIKE 'n%'")
        .all()
        .map(({ key }) => String(key))
    )
    plain.close()
    await rm(folder, { recursive: true })
    const lost = Array.from({ length: last + 1 }, (_, number) => `n${number}`).filter((key) => !found.has(key))
    expect(last).toBeGreaterThan(KILLS)
    expect(lost).toEqual([])
    expect(slowest).toBeLessThan(1_000)
  })
})
