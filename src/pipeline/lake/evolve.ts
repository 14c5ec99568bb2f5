import { AppError } from '../lib/errors'
import type { TableColumn, TableSchema } from './types'

interface SchemaDifference {
  added: string[]
  dropped: string[]
  changed: { column: string; from: string; to: string }[]
}

/** What differs between two lists of columns, by their names in the files. */
function schemaDifference(before: TableSchema, after: TableSchema): SchemaDifference {
  const old = byPhysical(before)
  const now = byPhysical(after)
  return {
    added: after.columns.filter(({ physical }) => !old.has(physical)).map(({ name }) => name),
    dropped: before.columns.filter(({ physical }) => !now.has(physical)).map(({ name }) => name),
    changed: after.columns.flatMap(({ name, physical, type }) => {
      const from = old.get(physical)?.type
      return from === undefined || from === type ? [] : [{ column: name, from, to: type }]
    })
  }
}

/** True where a table with columns `one` needs no change to get columns `other`. */
export function sameSchema(one: TableSchema, other: TableSchema | undefined): boolean {
  const text = ({ columns }: TableSchema): string =>
    JSON.stringify(
      columns.map(({ name, physical, type, nullable, ...said }) => [name, physical, type, nullable, said.unit, said.description])
    )
  return other !== undefined && one.partitioned === other.partitioned && text(one) === text(other)
}

/** True where files of `before` can be read with the columns of `after`: at most some are null in them. */
export function canRead(before: TableSchema, after: TableSchema): boolean {
  const { dropped, changed } = schemaDifference(before, after)
  return before.partitioned === after.partitioned && dropped.length === 0 && changed.length === 0
}

/**
 * The schema that the table gets. Where some partitions keep their files, columns may only be added, and are null in those files;
 * otherwise `schema.breaking` with the difference in its details.
 */
export function evolveSchema(table: string, before: TableSchema, after: TableSchema, replacesAll: boolean): TableSchema {
  if (replacesAll) return after
  if (!canRead(before, after)) throw breaking(table, before, after)
  const old = byPhysical(before)
  const columns = after.columns.map((column) => ({
    ...column,
    nullable: column.nullable || (old.get(column.physical)?.nullable ?? true)
  }))
  return { ...after, columns }
}

const byPhysical = ({ columns }: TableSchema): Map<string, TableColumn> =>
  new Map(columns.map((column) => [column.physical, column]))

function breaking(table: string, before: TableSchema, after: TableSchema): AppError {
  const difference = schemaDifference(before, after)
  const parts = [
    ...difference.dropped.map((name) => `"${name}" is gone`),
    ...difference.changed.map(({ column, from, to }) => `"${column}" was ${from} and would be ${to}`),
    ...(before.partitioned === after.partitioned ? [] : ['the table would be divided otherwise'])
  ]
  return new AppError('schema.breaking', `The columns of ${table} do not fit what it holds: ${parts.join('; ')}.`, {
    hint: 'Load or make the whole dataset at once, so that every partition is replaced, or keep the old columns in the dataset file.',
    details: { table, ...difference }
  })
}
