import type { ColumnSource, DatasetSpec, PartitionDetail } from '../../../../pipeline/contract'

/** One column of a dataset as it is declared and, where it was loaded, as it lies in the newest partition. */
export interface SchemaRow {
  name: string
  type: string
  unit: string
  nullable: boolean
  key: boolean
  partition: boolean
  physical: string
  source: string
  description: string
  /** Share of nulls in the newest partition, 0–1; null where its files do not say. */
  nullShare: number | null
  min: string
  max: string
}

export function schemaRows(spec: DatasetSpec, newest: PartitionDetail | undefined): SchemaRow[] {
  return spec.columns.map((column): SchemaRow => {
    const stored = newest?.columns.find(({ name }) => name === column.name)
    return {
      name: column.name,
      type: stored?.type ?? column.type,
      unit: column.unit ?? '',
      nullable: stored?.nullable ?? column.nullable,
      key: spec.primaryKey.includes(column.name),
      partition: stored?.partition ?? spec.partition?.columns.includes(column.name) ?? false,
      physical: stored?.physical ?? '–',
      source: sourceText(column.source),
      description: column.description ?? '',
      ...statsOf(newest, column.name)
    }
  })
}

function sourceText(source: ColumnSource): string {
  if ('header' in source) return source.header
  return 'position' in source ? `#${source.position + 1}` : `{${source.path}}`
}

/** Over all files of the partition: nulls add up; the extremes are the outermost as text or number. */
function statsOf(newest: PartitionDetail | undefined, name: string): Pick<SchemaRow, 'nullShare' | 'min' | 'max'> {
  const files = newest?.files ?? []
  const stats = files.flatMap(({ columns }) => columns.filter((column) => column.name === name))
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  const nulls = stats.map((column) => column.nulls)
  const known = stats.length > 0 && rows > 0 && nulls.every((count) => count !== null)
  return {
    nullShare: known ? nulls.reduce((sum, count) => sum + count, 0) / rows : null,
    min: outermost(
      stats.map((column) => column.min),
      -1
    ),
    max: outermost(
      stats.map((column) => column.max),
      1
    )
  }
}

function outermost(values: readonly (string | null)[], side: 1 | -1): string {
  const present = values.filter((value) => value !== null)
  return present.reduce<string>((best, value) => (best === '' || compare(value, best) * side > 0 ? value : best), '') || '–'
}

function compare(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)]
  if (!Number.isNaN(a) && !Number.isNaN(b) && a !== b) return a - b
  return left < right ? -1 : left > right ? 1 : 0
}
