import { totalmem } from 'node:os'

const LOOK_EVERY_MS = 100

/**
 * Bytes that a worker process may hold in all. DuckDB does not count what a function allocates for a value, so its own limits do not
 * hold for a query such as `repeat('x', 2200000000)`.
 */
const MEMORY_BOUND = Math.min(2.5 * 2 ** 30, 0.6 * totalmem())

/** Looks at the memory of this process while it works. */
export class MemoryWatch {
  private timer: NodeJS.Timeout | undefined

  /** `outgrown` is told how many bytes the process holds, each time that they are too many. */
  constructor(private readonly outgrown: (bytes: number) => void) {}

  start(): void {
    this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS)
  }

  stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  private look(): void {
    const bytes = process.memoryUsage.rss()
    if (bytes > MEMORY_BOUND) this.outgrown(bytes)
  }
}
