import { createConnection, type Connection, type FieldPacket, type ResultSetHeader } from 'mysql2'
import type { MysqlTarget } from '../../contract'
import { AppError } from '../../lib/errors'
import type { ResolvedConnection } from '../resolved'
import { mysqlError, type MysqlPlace } from './errors'
import { mysqlOptions } from './options'

export interface OpenOptions {
  /** `read`: every transaction of the session is read-only by the server's own rule. */
  access: 'read' | 'write'
  /** Ends the connection at once. */
  signal?: AbortSignal | undefined
}

/** Rows as lists of texts, null for NULL; names and types of the columns beside them. */
export interface TextRows {
  rows: (string | null)[][]
  fields: FieldPacket[]
}

/** One connection: one statement at a time, zone UTC, utf8mb4, strict mode. Errors: `mysql.*`, `tls.untrusted`, `cancelled`. */
export interface MysqlSession {
  /** For streams of rows and long statements; its errors go through `failure`. */
  readonly raw: Connection
  rows(sql: string): Promise<TextRows>
  /** A statement that answers no rows. */
  run(sql: string): Promise<ResultSetHeader>
  /** Settles by what `start` reports, or when the connection ends, or at once when it is cancelled. */
  settled<T>(start: (done: (error: Error | null, value?: T) => void) => void): Promise<T>
  failure(error: unknown): AppError
  close(): Promise<void>
}

export function mysqlTarget(connection: ResolvedConnection): MysqlTarget {
  if (connection.target.kind === 'mysql') return connection.target
  throw new AppError('connection.invalid', `${connection.name} is a connection of kind ${connection.target.kind}, not mysql.`, {
    hint: 'Name a connection of kind mysql.'
  })
}

/** Strict, and backslashes escape: what `escapeText` writes means the same on every server. */
const SETUP = ['SET NAMES utf8mb4', "SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'"]

/** Opens a connection to a database that the user has declared; private hosts are what databases are, so they are allowed. */
export async function openMysql(connection: ResolvedConnection, options: OpenOptions): Promise<MysqlSession> {
  const target = mysqlTarget(connection)
  options.signal?.throwIfAborted()
  const place: MysqlPlace = { connection: connection.name, target, secrets: connection.secrets }
  const raw = createConnection(mysqlOptions(connection, target))
  const session = new Session(raw, place, options.signal)
  try {
    await session.connected()
    for (const sql of SETUP) await session.run(sql)
    if (options.access === 'read') await session.run('SET SESSION TRANSACTION READ ONLY')
    return session
  } catch (error) {
    raw.destroy()
    throw session.failure(error)
  }
}

class Session implements MysqlSession {
  private readonly stop = (): void => this.raw.destroy()

  constructor(
    readonly raw: Connection,
    private readonly place: MysqlPlace,
    private readonly signal: AbortSignal | undefined
  ) {
    signal?.addEventListener('abort', this.stop, { once: true })
    // A connection that ends between two statements is told by the next one.
    raw.on('error', () => undefined)
  }

  connected(): Promise<void> {
    return this.settled((done) => this.raw.connect((error) => (error === null ? done(null) : done(error))))
  }

  rows(sql: string): Promise<TextRows> {
    return this.settled((done) =>
      this.raw.query(sql, (error, rows, fields) => done(error, { rows: rows as unknown as (string | null)[][], fields }))
    )
  }

  run(sql: string): Promise<ResultSetHeader> {
    return this.settled((done) => this.raw.query<ResultSetHeader>(sql, (error, result) => done(error, result)))
  }

  failure(error: unknown): AppError {
    if (this.signal?.aborted === true) return new AppError('cancelled', 'It was cancelled.')
    return mysqlError(error, this.place)
  }

  async close(): Promise<void> {
    this.signal?.removeEventListener('abort', this.stop)
    await new Promise<void>((resolve) => {
      this.raw.once('end', resolve)
      this.raw.once('error', () => resolve())
      this.raw.end(() => resolve())
    })
  }

  settled<T>(start: (done: (error: Error | null, value?: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const done = (error: Error | null, value?: T): void => {
        this.signal?.removeEventListener('abort', abort)
        // mysql2 tells a lost connection to the statement under way only where that has a callback.
        this.raw.off('error', done)
        if (error === null) resolve(value as T)
        else reject(this.failure(error))
      }
      const abort = (): void => done(new Error('cancelled'))
      this.signal?.addEventListener('abort', abort, { once: true })
      this.raw.on('error', done)
      start(done)
    })
  }
}
