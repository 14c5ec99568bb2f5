import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { throwIfAborted } from '../../lib/abort'
import type { WorkContext } from '../worker-api'
import { duckError } from './errors'
import { instanceSettings, keepInstance, takeInstance, wideInstance } from './instances'
import { ProgressReport, type Stretch } from './progress'
import type { Row } from './row'
import { literal, literals } from './sql'

const TELL_EVERY_MS = 250
/** Above so many bytes of input, tables are kept in a file of the scratch folder, so that memory stays bounded. */
const IN_MEMORY = 64 * 2 ** 20

/** With more columns than this, vectors and blocks of every column at once would exceed the memory: one thread, small blocks. */
const WIDE = 250

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
}

/** A DuckDB for one piece of work. */
export class Session {
  private readonly siblings: Session[] = []
  private tables: 'none' | 'memory' | 'file' = 'none'

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly signal: AbortSignal,
    readonly report: ProgressReport,
    readonly scratch: string,
    /** Its instance may serve other work afterwards. */
    private readonly reusable: boolean
  ) {}

  static async open(scratch: string, context: WorkContext, columns = 0): Promise<Session> {
    throwIfAborted(context.signal)
    await mkdir(scratch, { recursive: true })
    const wide = columns > WIDE
    const instance = wide ? await wideInstance() : await takeInstance()
    const report = new ProgressReport(context)
    const session = new Session(instance, await instance.connect(), context.signal, report, scratch, !wide)
    await session.run(
      `SET temp_directory = ${literal(session.spill)}; SET TimeZone = 'UTC'; ` +
        'SET enable_progress_bar = true; SET enable_progress_bar_print = false'
    )
    return session
  }

  /** Makes a place for tables that are made of so many bytes of input; to be called once, before them. */
  async makeRoom(bytes: number): Promise<void> {
    this.tables = this.reusable && bytes <= IN_MEMORY ? 'memory' : 'file'
    const place = this.tables === 'memory' ? ':memory:' : join(this.scratch, 'work.duckdb')
    const blocks = this.reusable ? '' : ' (BLOCK_SIZE 16384)'
    await this.run(`ATTACH ${literal(place)} AS work${blocks}; USE work`)
  }

  /**
   * `count` connections to a DuckDB in memory that reaches nothing but the files named, with limits; what was set can no longer be
   * changed. Each statement works with one thread: with several, a sum of doubles depends on who was faster, and the same rows would give
   * another result at each run. To close the first closes all.
   */
  static async confined(
    scratch: string,
    context: WorkContext,
    limits: Confinement,
    count: number
  ): Promise<[Session, ...Session[]]> {
    throwIfAborted(context.signal)
    await mkdir(scratch, { recursive: true })
    const instance = await DuckDBInstance.create(':memory:', {
      ...instanceSettings,
      memory_limit: limits.memory,
      temp_directory: join(scratch, 'spill'),
      threads: '1'
    })
    const first = new Session(instance, await instance.connect(), context.signal, new ProgressReport(context), scratch, false)
    const [, ...others] = await first.lanes(count)
    const own = `SET TimeZone = ${literal(limits.zone)}; SET enable_progress_bar = true; SET enable_progress_bar_print = false`
    for (const lane of [first, ...others]) await lane.run(own)
    // As a setting at the start the size of the temporary folder is not heeded.
    await first.run(
      `SET allowed_directories = ${literals([limits.staging])}; SET allowed_paths = ${literals(limits.files)}; ` +
        `SET max_temp_directory_size = ${literal(limits.temporary)}; ` +
        'SET enable_external_access = false; SET lock_configuration = true'
    )
    return [first, ...others]
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
      const sibling = new Session(this.instance, connection, this.signal, this.report, this.scratch, false)
      if (this.tables !== 'none') await sibling.run('USE work')
      this.siblings.push(sibling)
    }
    return [this, ...this.siblings].slice(0, Math.max(1, count))
  }

  /** All rows of a small result. */
  async rows(sql: string, stretch?: Stretch): Promise<Row[]> {
    return this.guarded(async () => (await this.connection.runAndReadAll(sql)).getRowObjectsJS(), stretch)
  }

  /** Names and DuckDB types of the columns of a relation. */
  async columns(relation: string): Promise<{ name: string; type: string }[]> {
    const result = await this.guarded(() => this.connection.run(`SELECT * FROM ${relation} LIMIT 0`))
    return result.columnNames().map((name, index) => ({ name, type: String(result.columnType(index)) }))
  }

  /** A large result, some rows at a time. */
  async *batches(sql: string): AsyncGenerator<Row[]> {
    const result = await this.guarded(() => this.connection.stream(sql))
    for await (const rows of result.yieldRowObjectJs()) {
      throwIfAborted(this.signal)
      yield rows
    }
  }

  /** The first column, text, of a large result, some rows at a time. */
  async *texts(sql: string): AsyncGenerator<string[]> {
    const result = await this.guarded(() => this.connection.stream(sql))
    for (;;) {
      const chunk = await this.guarded(() => result.fetchChunk())
      if (chunk === null || chunk.rowCount === 0) return
      yield chunk.getColumnValues(0).map(String)
    }
  }

  /** After work that went well: keeps the DuckDB for other work where nothing of this one is left in it. */
  async release(): Promise<void> {
    if (!this.reusable || this.tables === 'file' || existsSync(this.spill)) {
      this.close()
      return
    }
    this.closeSiblings()
    if (this.tables === 'memory') await this.run('USE memory; DETACH work')
    this.connection.closeSync()
    keepInstance(this.instance)
  }

  close(): void {
    this.closeSiblings()
    this.connection.closeSync()
    this.instance.closeSync()
  }

  private closeSiblings(): void {
    for (const { connection } of this.siblings.splice(0)) connection.closeSync()
  }

  private get spill(): string {
    return join(this.scratch, 'spill')
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
