import type { ColumnKind, ColumnSpec, ColumnType, DerivedSpec } from '../../../contract'
import { AppError } from '../../../lib/errors'
import { duckType, shapeOf } from '../column-types'
import type { Session } from '../session'
import { ident } from '../sql'

/** A column that the query gives: its value as SQL over the result, and how it is stored. */
export interface OutputColumn {
  spec: ColumnSpec
  sql: string
  /** SQL that is true for a value which its declared type cannot hold; undefined where it can hold all. */
  unfit: string | undefined
}

const natural: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'decimal(20,0)',
  HUGEINT: 'decimal(38,0)',
  FLOAT: 'float',
  DOUBLE: 'float',
  VARCHAR: 'text',
  DATE: 'date',
  TIMESTAMP: 'datetime',
  TIMESTAMP_S: 'datetime',
  TIMESTAMP_MS: 'datetime',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
  TIME: 'time'
}

/** Columns of the result in its order, as the dataset's columns describe them. `schema.breaking` names those that cannot be stored. */
export async function outputColumns(session: Session, spec: DerivedSpec, result: string): Promise<OutputColumn[]> {
  const given = await session.columns(result)
  refuseAbsent(
    spec,
    given.map(({ name }) => name)
  )
  return given.map(({ name, type }) => outputColumn(spec, name, type))
}

function outputColumn(spec: DerivedSpec, name: string, duck: string): OutputColumn {
  const declared = spec.columns.find((column) => column.name === name)
  const own = typeOf(duck)
  const type = declared?.type ?? own
  if (type === undefined) throw unstorable(spec.name, name, duck)
  const column: ColumnSpec = { nullable: true, ...declared, name, type, source: { header: name } }
  const value = own === 'time' && type === 'time' ? `epoch_us(${ident(name)})` : ident(name)
  const sql = `CAST(${value} AS ${duckType(type)})`
  const unfit = type === own ? undefined : unfitValue(value, duck, type)
  return { spec: column, sql, unfit }
}

/** What cannot be turned into the type, or not without a loss: what is rounded differs once it is turned back. */
function unfitValue(value: string, duck: string, type: ColumnType): string {
  const turned = `TRY_CAST(${value} AS ${duckType(type)})`
  const { kind } = shapeOf(type)
  const isText = duck === 'VARCHAR' || duck.startsWith('ENUM(')
  const like = isText ? widest[kind] : duck
  const lost =
    like === undefined || kind === 'text'
      ? ''
      : ` OR TRY_CAST(${turned} AS ${like}) IS DISTINCT FROM TRY_CAST(${value} AS ${like})`
  return `${value} IS NOT NULL AND (${turned} IS NULL${lost})`
}

/** Texts of one value are many ('1.5', '1.50'): they are compared as the widest type of the kind. */
const widest: Partial<Record<ColumnKind, string>> = { integer: 'DOUBLE', decimal: 'DOUBLE', date: 'TIMESTAMP' }

function typeOf(duck: string): ColumnType | undefined {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(duck) ?? []
  if (precision !== undefined && scale !== undefined) return `decimal(${precision},${scale})`
  return duck.startsWith('ENUM(') ? 'text' : natural[duck]
}

/** Columns that the dataset names must be there: those it describes, its key, its partition, its order. */
function refuseAbsent(spec: DerivedSpec, given: readonly string[]): void {
  const named = [
    ...spec.columns.map(({ name }) => name),
    ...spec.primaryKey,
    ...(spec.partition?.columns ?? []),
    ...spec.sort,
    ...(spec.interval?.column === undefined ? [] : [spec.interval.column])
  ]
  const missing = [...new Set(named)].filter((name) => !given.includes(name))
  if (missing.length === 0) return
  throw new AppError(
    'schema.breaking',
    `The query of ${spec.name} gives no column ${missing.map((name) => `"${name}"`).join(', ')}.`,
    {
      hint: `It gives: ${given.join(', ')}. Name the column in the SQL (… AS name), or take it out of the dataset.`,
      details: { missing, given }
    }
  )
}

/** Refuses a partition column that is no date: rows could not be told apart by it. */
export function requirePartitionable(spec: DerivedSpec, columns: readonly OutputColumn[]): void {
  const kinds = (spec.partition?.columns ?? []).map((name) => {
    const column = columns.find((one) => one.spec.name === name)
    return { name, kind: shapeOf(column?.spec.type ?? 'text').kind }
  })
  const dates = kinds.length === 1 && ['date', 'datetime', 'timestamp'].includes(kinds[0]?.kind ?? '')
  const parts = kinds.length === 2 && kinds.every(({ kind }) => kind === 'integer')
  if (kinds.length === 0 || dates || parts) return
  throw new AppError(
    'schema.breaking',
    `"${kinds[0]?.name ?? ''}" of ${spec.name} is ${kinds[0]?.kind ?? ''}: it tells no partition.`,
    {
      hint: 'A partition comes from one date, datetime or timestamp, or from an integer year and month: CAST(x AS DATE).',
      details: { columns: kinds }
    }
  )
}

const unstorable = (dataset: string, column: string, type: string): AppError =>
  new AppError('schema.breaking', `"${column}" of ${dataset} is ${type}, which cannot be stored.`, {
    hint: 'Turn it into text, a number, a date or a time in the SQL: CAST(x AS VARCHAR), or pick a field of it.',
    details: { column, type }
  })
