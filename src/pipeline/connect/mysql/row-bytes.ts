import type { FieldPacket, Query } from 'mysql2'
import { AppError } from '../../lib/errors'
import type { MysqlSession } from './open'

/** Takes one row as the server sent it: each value with its length before it, in `buffer` from `start` to `end`. */
export type TakeRow = (buffer: Buffer, start: number, end: number) => void

interface RowPacket {
  buffer: Buffer
  offset: number
  end: number
  isEOF(): boolean
}

/** mysql2's own step for a row. What it returns is its next step. */
type RowStep = (this: unknown, packet: RowPacket, connection: unknown) => unknown

/** The values are never made into JavaScript texts: at a million rows that is most of what reading costs. */
const parseNothing = { rowsAsArray: true, typeCast: false }

/**
 * Streams the rows of a SELECT. `begin` is told the columns before the first row. Throws what `begin` or `take` throw, once the server's
 * answer has ended; `mysql.*`.
 */
export function streamRowBytes(
  session: MysqlSession,
  sql: string,
  begin: (fields: FieldPacket[]) => void,
  take: TakeRow
): Promise<void> {
  return session.settled((done) => {
    const query = session.raw.query({ sql, ...parseNothing })
    let thrown: Error | null = null
    const guarded = (work: () => void): void => {
      if (thrown !== null) return
      try {
        work()
      } catch (error) {
        thrown = toError(error)
      }
    }
    takeRowsOf(query, (buffer, start, end) => guarded(() => take(buffer, start, end)))
    query.on('fields', (fields: FieldPacket[]) => guarded(() => begin(fields)))
    query.on('error', done)
    query.on('end', () => done(thrown))
  })
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new AppError('internal', String(thrown)))

/** Stands in for the step that would parse each row; the row that is none (the end) goes to mysql2 itself. */
function takeRowsOf(query: Query, take: TakeRow): void {
  const steps = query as unknown as { row: RowStep }
  const original = steps.row
  const step: RowStep = function (this: unknown, packet, connection) {
    if (packet.isEOF()) return original.call(this, packet, connection)
    take(packet.buffer, packet.offset, packet.end)
    return step
  }
  steps.row = step
}
