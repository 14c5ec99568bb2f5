import type { CollectPreview, ColumnSpec } from '../../contract'
import type { Row } from '../../load/csv/fields'
import { nameColumns } from '../../load/sniff/column-names'
import { sniffColumns, type SniffedColumn } from '../../load/sniff/columns'
import { isRecord, type Tree } from './answer/tree'

const MAX_FIELDS = 500

/** Names of the rows' fields in the order in which they first appear. */
export function fieldsOfRows(rows: readonly Tree[]): string[] {
  const names = new Set<string>()
  for (const row of rows) {
    const own = isRecord(row) ? Object.keys(row) : Array.isArray(row) ? row.map((_, index) => String(index)) : ['value']
    for (const name of own) if (names.size < MAX_FIELDS) names.add(name)
  }
  return [...names]
}

/** Columns and a key as they could be declared, told from picked lines by the same rules as for files. */
export function suggestColumns(lines: string, fields: readonly string[]): Pick<CollectPreview, 'columns' | 'key'> {
  const objects = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => new Map(Object.entries(JSON.parse(line) as Record<string, string | null>)))
  function* rows(): Generator<Row> {
    for (const object of objects) {
      const values = fields.map((field) => object.get(field) ?? null)
      // An empty text of a server stands for nothing.
      yield { texts: values.map((text) => text ?? ''), quoted: undefined }
    }
  }
  const named = nameColumns(
    fields.map((field) => field.replace(/^@/, '')),
    fields.length
  ).columns.map((column, index) => ({ name: column.name, source: { header: fields[index] ?? '' } }))
  const table = { header: [...fields], width: fields.length, rows }
  const found = sniffColumns(table, named, {}, { whole: false, checkAborted: () => undefined })
  return { columns: found.columns.map(specOf), key: found.key.value }
}

const specOf = ({ column: { name, source, type, format }, nulls }: SniffedColumn): ColumnSpec => ({
  name,
  source,
  type,
  nullable: true,
  ...(format === undefined ? {} : { format }),
  ...(nulls.length === 0 ? {} : { nulls })
})
