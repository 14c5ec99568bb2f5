import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { readTextIfExists, writeFileAtomic } from '../lib/atomic-file'
import { isTestBuild, planted } from '../lib/plant'
import { processStart } from './process-start'
import { openWorkspace } from './workspace'

const owner = z.object({ pid: z.number().int().positive(), start: z.string(), nonce: z.string() })
const published = z.object({ nonce: z.string(), url: z.string(), token: z.string() })

/** Where a running engine listens on loopback; `token` is its secret. */
export interface EngineEndpoint {
  url: string
  token: string
}

/** This process owns the workspace until it releases or dies. */
export interface HeldLock {
  state: 'held'
  /** The profile that is owned: each has an engine of its own. */
  profile: string
  /** Tells other processes of this user how to become a client (a file of mode 0600). */
  publish(endpoint: EngineEndpoint): Promise<void>
  release(): Promise<void>
}

/** Another live engine owns it; `endpoint` is absent while it is still starting. */
export interface OwnedLock {
  state: 'owned'
  owner: { pid: number; endpoint?: EngineEndpoint }
}

/**
 * Takes `engine.lock` in the profile's folder of state (the chosen profile where none is named), or says who holds it. A lock is stale when its process is gone or its pid has
 * another start time by now. Errors: those of openWorkspace.
 */
export async function acquireLock(root: string, named?: string): Promise<HeldLock | OwnedLock> {
  const { state: folder, profile } = await openWorkspace(root, named)
  return exclusively(join(folder, 'engine.guard'), async () => {
    const current = await readOwner(join(folder, 'engine.lock'))
    const noLease = isTestBuild && planted('no-lease')
    if (current !== undefined && !noLease && (await processStart(current.pid)) === current.start) {
      const endpoint = await readEndpoint(folder, current.nonce)
      return { state: 'owned', owner: { pid: current.pid, ...(endpoint === undefined ? {} : { endpoint }) } }
    }
    const nonce = randomBytes(16).toString('hex')
    await rm(join(folder, 'engine.endpoint'), { force: true })
    const start = (await processStart(process.pid)) ?? 'unknown'
    await writeFileAtomic(join(folder, 'engine.lock'), JSON.stringify({ pid: process.pid, start, nonce }))
    return held(folder, profile, nonce)
  })
}

function held(folder: string, profile: string, nonce: string): HeldLock {
  return {
    state: 'held',
    profile,
    publish: (endpoint) => writeFileAtomic(join(folder, 'engine.endpoint'), JSON.stringify({ nonce, ...endpoint })),
    release: async () => {
      await exclusively(join(folder, 'engine.guard'), async () => {
        if ((await readOwner(join(folder, 'engine.lock')))?.nonce !== nonce) return
        await rm(join(folder, 'engine.endpoint'), { force: true })
        await rm(join(folder, 'engine.lock'), { force: true })
      })
    }
  }
}

/** How long another process may take to look at the lock, in ms. */
const GUARD_TIMEOUT_MS = 10_000
const GUARD_RETRY_MS = 20

/** One at a time: an operating system's lock, which is freed when its holder dies, so that none can ever be stale. */
async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
  const guard = new DatabaseSync(path, { timeout: 0 })
  try {
    await enter(guard, performance.now() + GUARD_TIMEOUT_MS)
    return await work()
  } finally {
    guard.close()
  }
}

const SQLITE_BUSY = 5

/** Waits without holding up this process, which may itself be the one that is inside. */
async function enter(guard: DatabaseSync, deadlineMs: number): Promise<void> {
  for (;;) {
    try {
      // It never writes anything, and so needs no room on the disk for a journal.
      guard.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
      return
    } catch (error) {
      const busy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
      if (!busy || performance.now() > deadlineMs) throw error
      await delay(GUARD_RETRY_MS)
    }
  }
}

async function readOwner(path: string): Promise<z.infer<typeof owner> | undefined> {
  return parseFile(owner, await readTextIfExists(path))
}

async function readEndpoint(folder: string, nonce: string): Promise<EngineEndpoint | undefined> {
  const endpoint = parseFile(published, await readTextIfExists(join(folder, 'engine.endpoint')))
  return endpoint?.nonce === nonce ? { url: endpoint.url, token: endpoint.token } : undefined
}

/** A damaged file counts as none: its writer writes it whole, so it was not a living engine. */
function parseFile<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
