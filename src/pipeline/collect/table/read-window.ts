import type { FieldPacket } from 'mysql2'
import { streamRowBytes } from '../../connect/mysql/row-bytes'
import { AppError } from '../../lib/errors'
import type { IntervalWindow } from '../../load/worker-api'
import { behind, ordered, type Reading } from './reading'
import type { SteadySession } from './steady-session'
import type { WindowFile } from './window-file'

export interface WindowQuestion {
  window: IntervalWindow
  reading: Reading
  /** Conditions that every row meets. */
  where: readonly string[]
  chunkRows: number
}

/** The statement that asks for the rows behind a position; from the first row on where there is none. */
export function statement(
  { window, reading, where, chunkRows }: WindowQuestion,
  position: readonly string[] | undefined
): string {
  const conditions = position === undefined ? where : [...where, behind(reading.order, position)]
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}`
  const limit = !reading.chunked ? '' : ` LIMIT ${chunkRows}`
  return `${reading.select(window)}${filter}${ordered(reading.order)}${limit}`
}

/**
 * Reads a window chunk by chunk into its file; a chunk that broke is read again from the end of the one before. `between` is awaited before
 * each chunk. Answers the key of the last row. Errors: `mysql.*`, `cancelled`.
 */
export async function readWindow(
  session: SteadySession,
  question: WindowQuestion,
  file: WindowFile,
  between: (rows: number) => Promise<void>
): Promise<string[] | undefined> {
  const { reading, chunkRows } = question
  let position: string[] | undefined
  let shape: string | undefined
  for (;;) {
    await between(file.rows)
    const before = file.rows
    const sql = statement(question, position)
    const seen = await session.step(
      async (open) => {
        let columns = ''
        await streamRowBytes(open, sql, (fields) => (columns = shapeOf(fields)), file.row)
        return { columns, key: file.lastKey() }
      },
      () => file.takeBack()
    )
    shape ??= seen.columns
    if (shape !== seen.columns) throw altered(reading.table.title)
    await file.commit()
    position = seen.key === undefined ? position : valuesOf(seen.key, reading)
    if (!reading.chunked || file.rows - before < chunkRows) return position
  }
}

const shapeOf = (fields: readonly FieldPacket[]): string =>
  JSON.stringify(
    fields.map(({ name, type, length, flags, decimals, characterSet }) => [name, type, length, flags, decimals, characterSet])
  )

function valuesOf(key: readonly (string | null)[], reading: Reading): string[] {
  return key.map((value, index) => {
    if (value !== null) return value
    throw new AppError('mysql.schema', `"${reading.order[index]?.name ?? ''}" of ${reading.table.title} has no value in a row.`, {
      hint: 'A key by which rows are read in chunks has a value in each of them.'
    })
  })
}

/** The table is not any more what it was when its reading began: half of the rows may mean something else. */
export const altered = (table: string): AppError =>
  new AppError('mysql.schema', `${table} was altered or replaced while it was read.`, {
    hint: 'Nothing of this reading is used. Check the columns of the dataset, then collect again.',
    details: { table }
  })
