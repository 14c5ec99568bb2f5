import type { DerivedSpec } from '../../../contract'
import type { TableSchema } from '../../../lake/types'
import { AppError } from '../../../lib/errors'
import { digestSum } from '../digest-sql'
import type { Digests } from '../digests'
import { dayOfLabel } from '../partition-date'
import { numberOf, textOf, type Row } from '../row'
import type { Session } from '../session'
import { ident } from '../sql'
import type { OutputColumn } from './output-columns'
import { repeatedKeys } from './key-rows'

const SAMPLES = 20

/** Names that no physical column can have. */
const OUTSIDE = '"penstock outside"'
const KEY = '"penstock key"'

/** The rows that a query made, and how they are stored. */
export interface TypedRows {
  spec: DerivedSpec
  dt: string
  columns: readonly OutputColumn[]
  schema: TableSchema
  /** SQL of the columns as the query gives them. */
  result: string
  /** SQL of k0 … as they are stored, and `dt`. */
  typed: string
}

/**
 * What a partition's rows must be, and their number and digest, in one look at them. `schema.breaking`, `derive.outside`,
 * `load.duplicate_keys`.
 */
export async function checkRows(session: Session, rows: TypedRows, digests: Digests): Promise<{ rows: number; digest: string }> {
  const { spec, columns, typed, dt } = rows
  await requireFit(session, spec, columns, rows.result)
  const counts = await countOnce(session, rows)
  if (numberOf(counts, 'outside') > 0) throw await outside(session, spec, columns, typed, dt)
  requireValues(spec, columns, counts)
  if (numberOf(counts, 'keys') < numberOf(counts, 'rows')) await requireUnique(session, spec, columns, typed, dt)
  return { rows: numberOf(counts, 'rows'), digest: digests.format(BigInt(textOf(counts, 'sum'))) }
}

async function countOnce(session: Session, { spec, dt, columns, schema, typed }: TypedRows): Promise<Row | undefined> {
  const key = spec.primaryKey.map((name) => `k${indexOf(columns, name)}`)
  const physical = (index: number): string => ident(schema.columns[index]?.physical ?? '')
  const cells = [
    ...columns.map((_, index) => `k${index} AS ${physical(index)}`),
    ...(key.length === 0 ? [] : [`hash(${key.join(', ')}) AS ${KEY}`]),
    ...(spec.partition === undefined ? [] : [`dt IS DISTINCT FROM ${dayOfLabel(dt)} AS ${OUTSIDE}`])
  ]
  const counts = [
    `count(*) AS rows, ${await digestSum(session, schema.columns)} AS sum`,
    `${key.length === 0 ? 'count(*)' : `count(DISTINCT ${KEY})`} AS keys`,
    ...(spec.partition === undefined ? [] : [`count(*) FILTER (${OUTSIDE}) AS outside`]),
    ...required(spec, columns).map(({ index }) => `count(*) - count(${physical(index)}) AS k${index}`)
  ]
  const [row] = await session.rows(`SELECT ${counts.join(', ')} FROM (SELECT ${cells.join(', ')} FROM ${typed})`)
  return row
}

async function requireFit(
  session: Session,
  { name }: DerivedSpec,
  columns: readonly OutputColumn[],
  result: string
): Promise<void> {
  const declared = columns.flatMap(({ unfit, spec }) => (unfit === undefined ? [] : [{ unfit, spec }]))
  if (declared.length === 0) return
  const counts = declared.map(({ unfit }, index) => `count(*) FILTER (${unfit}) AS c${index}`)
  const [row] = await session.rows(`SELECT ${counts.join(', ')} FROM ${result}`)
  for (const [index, { spec }] of declared.entries()) {
    const count = numberOf(row, `c${index}`)
    if (count > 0)
      throw breaking(
        `${count} values of "${spec.name}" of ${name} are no ${spec.type}, or only when rounded: round or cast them in the SQL.`,
        spec.name,
        count
      )
  }
}

/** Rows of other partitions are never written, since those have their own run. */
async function outside(
  session: Session,
  spec: DerivedSpec,
  columns: readonly OutputColumn[],
  typed: string,
  dt: string
): Promise<AppError> {
  const elsewhere = `FROM ${typed} WHERE dt IS DISTINCT FROM ${dayOfLabel(dt)}`
  const [counted] = await session.rows(`SELECT count(*) AS rows ${elsewhere}`)
  const count = numberOf(counted, 'rows')
  const names = spec.partition?.columns ?? []
  const shown = names.map((name) => `CAST(k${indexOf(columns, name)} AS VARCHAR) AS k${indexOf(columns, name)}`)
  const rows = await session.rows(`SELECT DISTINCT ${shown.join(', ')} ${elsewhere} ORDER BY ALL LIMIT ${SAMPLES}`)
  const sample = rows.map((row) => Object.fromEntries(names.map((name) => [name, row[`k${indexOf(columns, name)}`]])))
  const first = names.map((name) => `${name} = ${textOf(rows[0], `k${indexOf(columns, name)}`) || 'NULL'}`).join(', ')
  return new AppError(
    'derive.outside',
    `${count} rows of ${spec.name} lie outside its partition ${dt}, the first with ${first}.`,
    {
      hint: 'A partition is made from the same period of its inputs: keep only rows of that period in the SQL.',
      details: { dataset: spec.name, dt, count, sample }
    }
  )
}

function required(spec: DerivedSpec, columns: readonly OutputColumn[]): { name: string; index: number }[] {
  return columns.flatMap((column, index) => {
    const { name, nullable } = column.spec
    return nullable && !spec.primaryKey.includes(name) ? [] : [{ name, index }]
  })
}

function requireValues(spec: DerivedSpec, columns: readonly OutputColumn[], counts: Row | undefined): void {
  for (const { name, index } of required(spec, columns)) {
    const count = numberOf(counts, `k${index}`)
    if (count > 0) throw breaking(`${count} rows of ${spec.name} have no "${name}", which may not be null.`, name, count)
  }
}

async function requireUnique(
  session: Session,
  spec: DerivedSpec,
  columns: readonly OutputColumn[],
  typed: string,
  dt: string
): Promise<void> {
  const key = new Map(spec.primaryKey.map((name) => [name, `k${indexOf(columns, name)}`]))
  const { keys, rows, sample } = await repeatedKeys(session, typed, key, SAMPLES)
  if (keys === 0) return
  const first = Object.entries(sample[0] ?? {}).map(([name, value]) => `${name} = ${String(value)}`)
  throw new AppError(
    'load.duplicate_keys',
    `${spec.name} ${dt}: ${keys} keys stand more than once, the first being ${first.join(', ')}.`,
    {
      hint: 'A join gives a row for each match: group by the key in the SQL, or name all columns that make a row one.',
      details: { dataset: spec.name, dt, count: rows - keys, keys: sample }
    }
  )
}

const indexOf = (columns: readonly OutputColumn[], name: string): number => columns.findIndex(({ spec }) => spec.name === name)

const breaking = (message: string, column: string, count: number): AppError =>
  new AppError('schema.breaking', message, {
    hint: 'Correct the SQL, or what the dataset says of the column. Nothing was changed.',
    details: { column, count }
  })
