import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { throwIfAborted } from '../../lib/abort'
import type { WorkContext } from '../worker-api'
import { duckError } from './errors'
import { ProgressReport, type Stretch } from './progress'
import type { Row } from './row'
import { literal, literals } from './sql'

const TELL_EVERY_MS = 250
/** Leaves room for Node and for what DuckDB does not count, below 1 GB for the process. */
const MEMORY = '600MB'

/** With more columns than this, vectors and blocks of every column at once would exceed the memory: one thread, small blocks. */
const WIDE = 250
/** Counts vectors that are set aside and hardly touched: 2,000 columns take about 500 MB in truth. */
const WIDE_MEMORY = '1GB'

const settings = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  preserve_insertion_order: 'true'
}

/** What SQL of a user may reach and use up. */
export interface Confinement {
  /** Files that may be read, absolute. */
  files: readonly string[]
  /** The folder in which its results are written. */
  staging: string
  /** DuckDB sizes, such as `600MB`. */
  memory: string
  temporary: string
  /** The zone in which instants are shown and cut into days. */
  zone: string
  lanes: number
}

/** A DuckDB of its own for one piece of work: tables in a file of the scratch folder, so that memory stays bounded. */
export class Session {
  private readonly siblings: Session[] = []

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly signal: AbortSignal,
    readonly report: ProgressReport,
    readonly scratch: string,
    private readonly attached = true
  ) {}

  static async open(scratch: string, context: WorkContext, columns = 0): Promise<Session> {
    throwIfAborted(context.signal)
    await mkdir(scratch, { recursive: true })
    const wide = columns > WIDE
    const threads = wide ? '1' : String(availableParallelism())
    const instance = await DuckDBInstance.create(':memory:', {
      ...settings,
      memory_limit: wide ? WIDE_MEMORY : MEMORY,
      threads,
      temp_directory: join(scratch, 'spill')
    })
    const connection = await instance.connect()
    const session = new Session(instance, connection, context.signal, new ProgressReport(context), scratch)
    await session.run("SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    await session.run(`ATTACH ${literal(join(scratch, 'work.duckdb'))} AS work${wide ? ' (BLOCK_SIZE 16384)' : ''}; USE work`)
    return session
  }

  /** Nothing but the files named, in memory, with limits; what was set can no longer be changed. All its connections are made at once. */
  static async confined(scratch: string, context: WorkContext, limits: Confinement): Promise<Session> {
    throwIfAborted(context.signal)
    const temporary = join(scratch, 'spill')
    await mkdir(scratch, { recursive: true })
    const instance = await DuckDBInstance.create(':memory:', {
      ...settings,
      memory_limit: limits.memory,
      temp_directory: temporary,
      threads: String(availableParallelism())
    })
    const session = new Session(instance, await instance.connect(), context.signal, new ProgressReport(context), scratch, false)
    const shown = `SET TimeZone = ${literal(limits.zone)}; SET enable_progress_bar = true; SET enable_progress_bar_print = false`
    for (const lane of await session.lanes(limits.lanes)) await lane.run(shown)
    await session.run(`SET allowed_directories = ${literals([limits.staging])}; SET allowed_paths = ${literals(limits.files)}`)
    // As a setting at the start it is not heeded.
    await session.run(`SET max_temp_directory_size = ${literal(limits.temporary)}`)
    await session.run('SET enable_external_access = false; SET lock_configuration = true')
    return session
  }

  throwIfAborted(): void {
    throwIfAborted(this.signal)
  }

  /** Runs statements; with a stretch, tells how far the last one is. */
  async run(sql: string, stretch?: Stretch): Promise<void> {
    await this.guarded(() => this.connection.run(sql), stretch)
  }

  /** `count` connections to the same tables, this one first: for statements that each use one core. */
  async lanes(count: number): Promise<Session[]> {
    while (this.siblings.length + 1 < count) {
      const connection = await this.instance.connect()
      const sibling = new Session(this.instance, connection, this.signal, this.report, this.scratch, this.attached)
      if (this.attached) await sibling.run('USE work')
      this.siblings.push(sibling)
    }
    return [this, ...this.siblings].slice(0, Math.max(1, count))
  }

  /** All rows of a small result. */
  async rows(sql: string, stretch?: Stretch): Promise<Row[]> {
    return this.guarded(async () => (await this.connection.runAndReadAll(sql)).getRowObjectsJS(), stretch)
  }

  /** A large result, some rows at a time. */
  async *batches(sql: string): AsyncGenerator<Row[]> {
    const result = await this.guarded(() => this.connection.stream(sql))
    for await (const rows of result.yieldRowObjectJs()) {
      throwIfAborted(this.signal)
      yield rows
    }
  }

  close(): void {
    for (const sibling of this.siblings) sibling.connection.closeSync()
    this.connection.closeSync()
    this.instance.closeSync()
  }

  private async guarded<T>(work: () => Promise<T>, stretch?: Stretch): Promise<T> {
    throwIfAborted(this.signal)
    const interrupt = (): void => this.connection.interrupt()
    this.signal.addEventListener('abort', interrupt)
    const timer = setInterval(() => this.beat(stretch), TELL_EVERY_MS)
    try {
      if (stretch !== undefined) this.report.tell(stretch, 0)
      return await work()
    } catch (error) {
      throw duckError(error, stretch?.subject ?? '', this.signal.aborted)
    } finally {
      clearInterval(timer)
      this.signal.removeEventListener('abort', interrupt)
    }
  }

  /** An interrupt between two statements is lost, so it is repeated while the work goes on. */
  private beat(stretch: Stretch | undefined): void {
    if (this.signal.aborted) this.connection.interrupt()
    if (stretch === undefined) return
    const { percentage } = this.connection.progress
    this.report.tell(stretch, percentage > 0 ? percentage / 100 : 0)
  }
}
