import { z } from 'zod'
import { AppError } from '../../../lib/errors'
import { literal } from '../sql'
import { textOf, type Row } from '../row'
import { placeOfCharacter, placeText } from './sql-place'

/** A part of the tree that DuckDB's parser makes; what kind it is, its own fields say. */
export type SqlNode = Readonly<Record<string, unknown>>

const serialised = z.union([
  z.object({ error: z.literal(false), statements: z.array(z.record(z.string(), z.unknown())) }),
  z.object({ error: z.literal(true), error_type: z.string(), error_message: z.string(), position: z.string().optional() })
])

/** The one SELECT of a text, parsed only: no file is opened and no function runs. `sql.invalid`, `sql.multiple`, `sql.not_select`. */
export async function parseSelect(sql: string, rows: (query: string) => Promise<Row[]>): Promise<SqlNode> {
  const [row] = await rows(`SELECT CAST(json_serialize_sql(${literal(sql)}) AS VARCHAR) AS tree`)
  const parsed = serialised.parse(treeOf(textOf(row, 'tree')))
  if (parsed.error) throw parsed.error_type === 'parser' ? invalid(sql, parsed.error_message, parsed.position) : notSelect(sql)
  const [statement, second] = parsed.statements
  if (statement === undefined) throw notSelect(sql)
  if (second !== undefined) throw multiple(parsed.statements.length)
  return statement
}

/** DuckDB writes numbers beyond the range of a double as words that JSON does not have. */
function treeOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('sql.invalid', 'The SQL holds a number that is larger than any double (about 1.8e308).', {
      hint: 'Write a smaller number, or NULL.'
    })
  }
}

function invalid(sql: string, message: string, position: string | undefined): AppError {
  const place = position === undefined ? undefined : placeOfCharacter(sql, Number(position))
  return new AppError('sql.invalid', `The SQL cannot be read${placeText(place)}: ${message}.`, {
    hint: 'Correct the SQL at this place; it is the SQL of DuckDB.',
    details: { ...place, construct: message }
  })
}

const BEGINS_SELECT: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'FROM', 'VALUES'])
const ANOTHER = 'A statement that is no SELECT follows; exactly one SELECT is expected.'

const notSelect = (sql: string): AppError => {
  const construct = /[a-z]+/i.exec(sql)?.[0].toUpperCase() ?? ''
  const found =
    construct === ''
      ? 'There is no statement.'
      : BEGINS_SELECT.has(construct)
        ? ANOTHER
        : `${construct} is not allowed: only a SELECT is.`
  return new AppError('sql.not_select', found, {
    hint: 'Write one SELECT (WITH … SELECT also) over datasets; what it gives is stored by Penstock.',
    details: { construct }
  })
}

const multiple = (count: number): AppError =>
  new AppError('sql.multiple', `There are ${count} statements; exactly one SELECT is expected.`, {
    hint: 'Keep one SELECT; steps before it can be written as WITH name AS (…).',
    details: { construct: ';', count }
  })
