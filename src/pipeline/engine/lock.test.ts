import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { acquireLock, type HeldLock } from './lock'
import { processStart } from './process-start'
import { tempFolder } from './testing/temp'
import { createWorkspace } from './workspace'

async function newRoot(): Promise<string> {
  return (await createWorkspace(join(await tempFolder(), 'ws'))).workspace.root
}
async function hold(root: string): Promise<HeldLock> {
  const lock = await acquireLock(root)
  if (lock.state === 'owned') throw new Error('somebody else has it')
  return lock
}

describe('the lock of a workspace', () => {
  it('is given to one, and tells the second who has it and where it listens', async () => {
    const root = await newRoot()
    const lock = await hold(root)
    expect(await acquireLock(root)).toEqual({ state: 'owned', owner: { pid: process.pid } })
    await lock.publish({ url: 'http://127.0.0.1:4000', token: 'secret' })
    expect(await acquireLock(root)).toEqual({
      state: 'owned',
      owner: { pid: process.pid, endpoint: { url: 'http://127.0.0.1:4000', token: 'secret' } }
    })
    expect((await stat(join(root, '.penstock', 'engine.endpoint'))).mode & 0o777).toBe(0o600)
    await lock.release()
    await (await hold(root)).release()
  })

  it('is given to exactly one of many that ask at the same time', async () => {
    const root = await newRoot()
    const answers = await Promise.all(Array.from({ length: 8 }, () => acquireLock(root)))
    expect(answers.filter(({ state }) => state === 'held')).toHaveLength(1)
  })

  it('is stale when its process is gone, and when another process has its pid by now', async () => {
    const root = await newRoot()
    const path = join(root, '.penstock', 'engine.lock')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    const pid = child.pid ?? 0
    await writeFile(path, JSON.stringify({ pid, start: await processStart(pid), nonce: 'n' }))
    expect((await acquireLock(root)).state).toBe('owned')
    await writeFile(path, JSON.stringify({ pid, start: 'of a process before it', nonce: 'n' }))
    await (await hold(root)).release()
    await writeFile(path, JSON.stringify({ pid, start: await processStart(pid), nonce: 'n' }))
    child.kill('SIGKILL')
    await once(child, 'exit')
    await (await hold(root)).release()
  })

  it('is taken over from a damaged file, and an endpoint of an earlier owner is not believed', async () => {
    const root = await newRoot()
    await writeFile(join(root, '.penstock', 'engine.lock'), '{"pid":')
    await writeFile(join(root, '.penstock', 'engine.endpoint'), JSON.stringify({ nonce: 'old', url: 'http://x', token: 't' }))
    const lock = await hold(root)
    expect(await acquireLock(root)).toEqual({ state: 'owned', owner: { pid: process.pid } })
    await lock.release()
    await expect(readFile(join(root, '.penstock', 'engine.lock'))).rejects.toThrow()
  })
})
