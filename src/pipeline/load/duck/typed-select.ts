import type { SourcedSpec } from '../../contract'
import { shapeOf } from './column-types'
import { partitionDate } from './partition-date'
import type { RawScan } from './read-parts'
import { anyOf, joined, literal, literals } from './sql'
import { dateOf } from './times'
import { isNative, typedOf } from './typing'

/** Values of `flag`: what is to be said of a row. From FIRST_NOTE on: one number in exponent notation, in that column. */
export const FLAG = { clean: 0, refused: 1, look: 2, firstNote: 3 } as const

export interface TypedSelect {
  /** Columns k0 … (typed, in the order of spec.columns), `file` (number within the scan), `dt` (DATE, first day of the partition; NULL: unknown), `flag`. */
  sql: string
  /** The same rows with `faults`, a JSON list of {c: column, v: value, f: fault}, instead of `flag`. */
  faultsSql: string
  /** Nothing is read from text and rows know their place: the scan may be repeated instead of keeping its rows. */
  repeatable: boolean
}

/** Columns that every row must have. */
export function requiredColumns(spec: SourcedSpec): Set<number> {
  const key = new Set(spec.primaryKey)
  return new Set(spec.columns.flatMap(({ name, nullable }, index) => (!nullable || key.has(name) ? [index] : [])))
}

/** SQL that reads rows of the source as typed columns and says which of them are to be refused or looked at. */
export function typedSelect(spec: SourcedSpec, raw: RawScan): TypedSelect {
  const cells = spec.columns.map((column, index) => {
    const cell = raw.cells[index] ?? { sql: 'CAST(NULL AS VARCHAR)', type: 'VARCHAR' }
    const native = cell.type !== 'VARCHAR' && isNative(column, cell.type)
    const text = native || cell.type === 'VARCHAR' ? cell.sql : asText(cell)
    const nulls = [...spec.source.nulls, ...(column.nulls ?? [])]
    return {
      native,
      nulls,
      raw: native || nulls.length === 0 ? text : `CASE WHEN list_contains(${literals(nulls)}, ${text}) THEN NULL ELSE ${text} END`
    }
  })
  const readable = new Set(
    spec.columns.flatMap(({ type, code }, index) =>
      (type === 'text' && code === undefined) || cells[index]?.native === true ? [] : [index]
    )
  )
  const repeatable = raw.place !== undefined && readable.size === 0 && cells.every(({ nulls }) => nulls.length === 0)
  const r = (index: number): string => `r${index}`
  const raws = cells.map((cell, index) => `${cell.raw} AS ${r(index)}`)
  const days = raw.days.flatMap((day, index) => (day === undefined ? [] : [`${dateOfPart(day)} AS d${index}`]))
  const typed = spec.columns.map((column, index) => {
    const day = raw.days[index] === undefined ? undefined : `d${index}`
    const native = cells[index]?.native === true
    return `${native ? nativeCast(column.type, r(index)) : typedOf(column, r(index), spec.zone, day)} AS k${index}`
  })
  const inner = `SELECT ${[`${raw.file} AS file`, ...(raw.place === undefined ? [] : [`${raw.place} AS place`]), ...raws, ...days].join(', ')} FROM ${raw.from}`
  const withTypes = `SELECT *, ${typed.join(', ')} FROM (${inner})`
  const withDate = `SELECT *, ${partitionDate(spec)} AS dt FROM (${withTypes})`
  const stored = spec.columns.map((_, index) => `k${index}`).join(', ')
  return {
    repeatable,
    sql: `SELECT ${stored}, file, ${raw.place === undefined ? '' : 'place, '}dt, CAST(${flagOf(spec, readable)} AS USMALLINT) AS flag FROM (${withDate})`,
    faultsSql: `SELECT dt, ${faultsOf(spec, readable)} AS faults FROM (${withDate})`
  }
}

/** Nested values as JSON; bytes as the text that they are, or else in hexadecimal. */
function asText({ sql, type }: { sql: string; type: string }): string {
  if (type === 'BLOB') return `coalesce(TRY(decode(${sql})), lower(hex(${sql})))`
  return /^(STRUCT|MAP|UNION)\(|\]$/.test(type) ? `CAST(to_json(${sql}) AS VARCHAR)` : `CAST(${sql} AS VARCHAR)`
}

const nativeCast = (type: string, sql: string): string => {
  const { kind, precision, scale } = shapeOf(type)
  if (kind === 'integer') return `CAST(${sql} AS BIGINT)`
  if (kind === 'float') return `CAST(${sql} AS DOUBLE)`
  if (kind === 'datetime') return `CAST(${sql} AS TIMESTAMP)`
  return kind === 'decimal' ? `CAST(${sql} AS DECIMAL(${precision},${scale}))` : sql
}

/** A day in a path: ISO 8601 or eight digits. */
const dateOfPart = (text: string): string => `coalesce(${dateOf(text, undefined)}, ${dateOf(text, '%Y%m%d')})`

function flagOf(spec: SourcedSpec, readable: ReadonlySet<number>): string {
  const unreadable = [...readable].map((index) => `r${index} IS NOT NULL AND k${index} IS NULL`)
  const absent = [...requiredColumns(spec)].map((index) => `k${index} IS NULL`)
  const lost = spec.partition === undefined ? [] : ['dt IS NULL']
  const refused = spec.badCell === 'row' ? [...unreadable, ...absent, ...lost] : [...absent, ...lost]
  const nulled = spec.badCell === 'cell' ? unreadable : []
  const notes = exponentColumns(spec, readable)
  const counts = notes.map((index) => `CAST(${isExponent(index)} AS INTEGER)`)
  const count = joined(counts, (left, right) => `(${left} + ${right})`)
  const which = notes.map((index) => `WHEN ${isExponent(index)} THEN ${FLAG.firstNote + index}`).join(' ')
  // Nearly no row has one: that is asked once, before it is told which.
  const plain = `WHEN NOT ${anyOf([anyOf(notes.map(isExponent))])} THEN ${FLAG.clean}`
  const noted = notes.length === 0 ? '' : ` ${plain} WHEN ${count} > 1 THEN ${FLAG.look} ${which}`
  return `CASE WHEN ${anyOf(refused)} THEN ${FLAG.refused} WHEN ${anyOf(nulled)} THEN ${FLAG.look}${noted} ELSE ${FLAG.clean} END`
}

const isExponent = (index: number): string =>
  `coalesce(k${index} IS NOT NULL AND (contains(r${index}, 'e') OR contains(r${index}, 'E')), false)`

const exponentColumns = (spec: SourcedSpec, readable: ReadonlySet<number>): number[] =>
  [...readable].filter((index) => ['integer', 'decimal'].includes(shapeOf(spec.columns[index]?.type ?? 'text').kind))

function faultsOf(spec: SourcedSpec, readable: ReadonlySet<number>): string {
  const key = new Set(spec.primaryKey)
  const found = spec.columns.flatMap(({ name }, index) => {
    const item = (fault: string): string => `{'c': ${index}, 'v': CAST(r${index} AS VARCHAR), 'f': ${literal(fault)}}`
    const tests = readable.has(index) ? [`WHEN r${index} IS NOT NULL AND k${index} IS NULL THEN ${item('cell.type')}`] : []
    if (exponentColumns(spec, readable).includes(index)) tests.push(`WHEN ${isExponent(index)} THEN ${item('number.exponent')}`)
    if (requiredColumns(spec).has(index))
      tests.push(`WHEN k${index} IS NULL THEN ${item(key.has(name) ? 'row.key' : 'cell.null')}`)
    return tests.length === 0 ? [] : [`CASE ${tests.join(' ')} END`]
  })
  if (spec.partition !== undefined) {
    const columns = spec.partition.columns.map((name) => spec.columns.findIndex((column) => column.name === name))
    const value = columns.map((index) => `coalesce(CAST(r${index} AS VARCHAR), '')`).join(" || ' ' || ")
    found.push(`CASE WHEN dt IS NULL THEN {'c': ${columns[0] ?? 0}, 'v': ${value}, 'f': 'row.partition'} END`)
  }
  return found.length === 0 ? "'[]'" : `CAST(to_json(list_filter([${found.join(', ')}], x -> x IS NOT NULL)) AS VARCHAR)`
}
