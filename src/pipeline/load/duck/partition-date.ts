import { WHOLE, type DatasetSpec } from '../../contract'
import { shapeOf } from './column-types'
import { dateInZone } from './times'
import { instantsAround } from './zones'

/** The first day of a row's partition as a DATE over columns k0 …; a fixed day where the dataset is one partition. */
export function partitionDate({ partition, columns, zone }: DatasetSpec): string {
  if (partition === undefined) return WHOLE_DAY
  const at = partition.columns.map((name) => columns.findIndex((column) => column.name === name))
  const [first = 0, second] = at
  if (second !== undefined) {
    const within = `k${first} BETWEEN 1 AND 9999 AND k${second} BETWEEN 1 AND 12`
    return `CASE WHEN ${within} THEN make_date(k${first}, k${second}, 1) END`
  }
  const kind = shapeOf(columns[first]?.type ?? 'date').kind
  if (kind !== 'date' && kind !== 'datetime' && kind !== 'timestamp') return 'CAST(NULL AS DATE)'
  const day = dateInZone(`k${first}`, kind, zone)
  const start = partition.grain === 'month' ? `${day} - CAST(day(${day}) - 1 AS INTEGER)` : day
  return `CASE WHEN year(${day}) BETWEEN 1 AND 9999 THEN ${start} END`
}

/** Stands for the partition `all` among dates. */
export const WHOLE_DAY = "DATE '1970-01-01'"

/** The partition's first day as an SQL DATE. */
export function dayOfLabel(dt: string): string {
  if (dt === WHOLE) return WHOLE_DAY
  return `DATE '${dt.length === 7 ? `${dt}-01` : dt}'`
}

const DAY_MS = 86_400_000

/** SQL that all rows of a partition fulfil, and few others: by plain bounds a scan can leave out what lies elsewhere. */
export function nearPartition({ partition, columns, zone }: DatasetSpec, dt: string): string {
  const [name, second] = partition?.columns ?? []
  const index = columns.findIndex((column) => column.name === name)
  const from = Date.parse(dt.length === 7 ? `${dt}-01` : dt)
  if (partition === undefined || second !== undefined || index < 0 || Number.isNaN(from)) return 'true'
  const to = from + (partition.grain === 'month' ? 31 : 1) * DAY_MS
  const { kind } = shapeOf(columns[index]?.type ?? 'date')
  return between(`k${index}`, kind, kind === 'timestamp' ? instantsAround(from, to, zone) : [from, to])
}

/** Half open; no bounds where a year has not four digits. */
function between(value: string, kind: string, [from, to]: readonly [number, number]): string {
  const [low, high] = [new Date(from), new Date(to)]
  if (low.getUTCFullYear() < 1 || high.getUTCFullYear() > 9999) return 'true'
  return `${value} >= ${literalOf(kind, low)} AND ${value} < ${literalOf(kind, high)}`
}

function literalOf(kind: string, at: Date): string {
  const text = at.toISOString().slice(0, 19).replace('T', ' ')
  if (kind === 'date') return `DATE '${text.slice(0, 10)}'`
  return kind === 'datetime' ? `TIMESTAMP '${text}'` : `TIMESTAMPTZ '${text}+00'`
}
