import { WHOLE, type DatasetSpec } from '../../contract'
import { shapeOf } from './column-types'
import { dateInZone } from './times'

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
  const start = partition.grain === 'month' ? `CAST(date_trunc('month', ${day}) AS DATE)` : day
  return `CASE WHEN year(${day}) BETWEEN 1 AND 9999 THEN ${start} END`
}

/** Stands for the partition `all` among dates. */
export const WHOLE_DAY = "DATE '1970-01-01'"

/** The partition's first day as an SQL DATE. */
export function dayOfLabel(dt: string): string {
  if (dt === WHOLE) return WHOLE_DAY
  return `DATE '${dt.length === 7 ? `${dt}-01` : dt}'`
}
