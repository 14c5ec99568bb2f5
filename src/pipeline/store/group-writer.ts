import type { DatabaseSync } from 'node:sqlite'
import { isTestBuild, planted } from '../lib/plant'

/** The longest that a write waits for others. */
const MOST_MS = 50

interface Waiting {
  work: () => void
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Commits writes in order, and after each commit waits as long as that took (50 ms at most): those that come meanwhile go together, with one
 * sync of the disk for all. A write resolves once it is durable.
 */
export class GroupWriter {
  private waiting: Waiting[] = []
  private unplan: (() => void) | undefined
  private nextMs = -Infinity

  constructor(private readonly database: DatabaseSync) {}

  write(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ work, resolve, reject })
      if (isTestBuild && planted('ack-early')) resolve()
      this.unplan ??= soon(() => this.flush(), this.nextMs - performance.now())
    })
  }

  /** Commits what waits, now; called before reads so that they see every write. */
  flush(): void {
    this.unplan?.()
    this.unplan = undefined
    const group = this.waiting
    this.waiting = []
    if (group.length === 0) return
    const startedMs = performance.now()
    try {
      this.database.exec('BEGIN IMMEDIATE')
      const settle = group.map((write) => this.apply(write))
      this.database.exec('COMMIT')
      for (const done of settle) done()
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      for (const write of group) write.reject(error)
    } finally {
      const endedMs = performance.now()
      this.nextMs = endedMs + Math.min(MOST_MS, endedMs - startedMs)
    }
  }

  /** A write that fails takes only itself back; the others of its group stay. */
  private apply({ work, resolve, reject }: Waiting): () => void {
    this.database.exec('SAVEPOINT one')
    try {
      work()
      this.database.exec('RELEASE one')
      return resolve
    } catch (error) {
      this.database.exec('ROLLBACK TO one; RELEASE one')
      return () => reject(error)
    }
  }
}

/** A timer waits 1 ms at least, which is longer than most commits take. Returns what takes the plan back. */
function soon(work: () => void, ms: number): () => void {
  if (ms < 1) {
    const next = setImmediate(work)
    return () => clearImmediate(next)
  }
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
