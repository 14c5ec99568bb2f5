import type { TableColumn, TableSchema } from '../../lake/types'
import type { DiffRequest } from '../worker-api'
import { duckType, shapeOf } from './column-types'
import { ident } from './sql'
import { storedRows } from './stored'

export interface Comparison {
  /** Columns of either version, by name, as c0 … of both relations. */
  columns: { name: string; kind: string }[]
  /** The key's columns among c0 …; empty where a version lacks one of them. */
  key: string[]
  before: string
  after: string
}

/** Puts two versions side by side: a column that one lacks is NULL there; one that changed its type is compared as text. */
export function comparisonOf({ from, to, schemaFrom, schemaTo, key }: DiffRequest): Comparison {
  const names = [...new Set([...schemaTo.columns, ...schemaFrom.columns].map(({ name }) => name))]
  const pairs = names.map((name) => ({ name, before: byName(schemaFrom, name), after: byName(schemaTo, name) }))
  const columns = pairs.map(({ name, before, after }) => ({
    name,
    kind:
      before !== undefined && after !== undefined && before.type !== after.type
        ? 'text'
        : shapeOf((after ?? before)?.type ?? 'text').kind
  }))
  const side = (pick: (pair: (typeof pairs)[number]) => TableColumn | undefined): string =>
    pairs.map((pair, index) => `${cell(pick(pair), pair.before, pair.after)} AS c${index}`).join(', ')
  const keyed = key.every((name) => byName(schemaFrom, name) !== undefined && byName(schemaTo, name) !== undefined)
  return {
    columns,
    key: keyed ? key.map((name) => `c${names.indexOf(name)}`) : [],
    before: `SELECT ${side(({ before }) => before)} FROM ${storedRows(from.files, schemaFrom.columns)}`,
    after: `SELECT ${side(({ after }) => after)} FROM ${storedRows(to.files, schemaTo.columns)}`
  }
}

const byName = ({ columns }: TableSchema, name: string): TableColumn | undefined => columns.find((column) => column.name === name)

function cell(own: TableColumn | undefined, before: TableColumn | undefined, after: TableColumn | undefined): string {
  if (own === undefined) return `CAST(NULL AS ${duckType((after ?? before)?.type ?? 'text')})`
  const value = ident(own.physical)
  return before !== undefined && after !== undefined && before.type !== after.type ? `CAST(${value} AS VARCHAR)` : value
}

/** A value as JSON has it: text, number where a double holds it, boolean; dates and times in ISO 8601. */
export function jsonCell(column: string, kind: string): string {
  switch (kind) {
    case 'integer':
      return `CASE WHEN abs(${column}) <= 9007199254740991 THEN to_json(${column}) ELSE to_json(CAST(${column} AS VARCHAR)) END`
    case 'float':
      return `CASE WHEN isfinite(${column}) THEN to_json(${column}) ELSE to_json(CAST(${column} AS VARCHAR)) END`
    case 'boolean':
      return `to_json(${column})`
    case 'datetime':
      return `to_json(replace(CAST(${column} AS VARCHAR), ' ', 'T'))`
    case 'timestamp':
      return `to_json(replace(replace(CAST(${column} AS VARCHAR), ' ', 'T'), '+00', 'Z'))`
    case 'time':
      return `to_json(CAST(TIME '00:00:00' + to_microseconds(${column}) AS VARCHAR))`
    default:
      return `to_json(CAST(${column} AS VARCHAR))`
  }
}
