import { hash } from 'node:crypto'
import type { JS } from '@duckdb/node-api'
import type { TableColumn, TableSchema } from '../../lake/types'
import { AppError } from '../../lib/errors'
import { shapeOf } from './column-types'
import type { Row } from './row'
import type { Session } from './session'
import { ident } from './sql'
import { storedRows } from './stored'

const UNIT = '\u001f'
const RECORD = '\u001e'

/**
 * The specified digest `ps1`, which plain code can repeat. A row's text holds each cell that is not null, columns ordered by the
 * UTF-16 units of their physical names: name, U+001F, type, U+001F, value, U+001E. Values: text as it is; integer in decimal digits;
 * decimal(p,s) with exactly s digits after the point; float as the 16 lower-case hex digits of its IEEE 754 double (−0.0 as 0.0,
 * NaN as 7ff8000000000000); boolean true or false; date YYYY-MM-DD; datetime and timestamp as µs since 1970-01-01 (wall clock; UTC);
 * time as µs since midnight. The digest is the sum, modulo 2^256, of the SHA-256 of the rows' texts in UTF-8, read as big-endian
 * numbers, in 64 hex digits. Rows count as often as they occur; their order and their files do not matter.
 */
export async function specifiedDigest(session: Session, files: readonly string[], schema: TableSchema): Promise<string> {
  const columns = schema.columns.toSorted((a, b) => (a.physical < b.physical ? -1 : 1))
  const cells = columns.map((column, index) => `${valueSql(column)} AS c${index}`).join(', ')
  let sum = 0n
  for await (const rows of session.batches(`SELECT ${cells} FROM ${storedRows(files, schema.columns)}`)) {
    for (const row of rows) sum += BigInt(`0x${hash('sha256', rowText(row, columns))}`)
    sum = BigInt.asUintN(256, sum)
  }
  return `ps1:${sum.toString(16).padStart(64, '0')}`
}

function rowText(row: Row, columns: readonly TableColumn[]): string {
  const cells = columns.map(({ physical, type }, index) => {
    const value = row[`c${index}`]
    return value === null || value === undefined ? '' : `${physical}${UNIT}${type}${UNIT}${valueText(value)}${RECORD}`
  })
  return cells.join('')
}

/** All values but floats arrive as their text. */
function valueSql({ physical, type }: TableColumn): string {
  const name = ident(physical)
  const { kind } = shapeOf(type)
  if (kind === 'float' || kind === 'text') return name
  return kind === 'datetime' || kind === 'timestamp' ? `CAST(epoch_us(${name}) AS VARCHAR)` : `CAST(${name} AS VARCHAR)`
}

const double = new DataView(new ArrayBuffer(8))

function valueText(value: JS): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') throw new AppError('internal', 'A value arrived neither as text nor as a double.')
  double.setFloat64(0, Number.isNaN(value) ? NaN : value + 0)
  return double.getBigUint64(0).toString(16).padStart(16, '0')
}
