import { numberOf, type Row } from '../row'
import type { Session } from '../session'

export interface RepeatedKeys {
  /** Keys that stand more than once, and the rows that they have together. */
  keys: number
  rows: number
  sample: Record<string, string | number | boolean | null>[]
}

/** Finds keys that stand more than once; proves first, cheaply, that there are none, which is nearly always so. `key` is SQL by name. */
export async function repeatedKeys(
  session: Session,
  relation: string,
  key: ReadonlyMap<string, string>,
  sampleSize: number
): Promise<RepeatedKeys> {
  const values = [...key.values()].join(', ')
  const [counted] = await session.rows(`SELECT count(*) AS rows, count(DISTINCT hash(${values})) AS keys FROM ${relation}`)
  if (counted?.['rows'] === counted?.['keys']) return { keys: 0, rows: 0, sample: [] }
  const texts = [...key.values()].map((sql, index) => `CAST(${sql} AS VARCHAR) AS t${index}`).join(', ')
  const groups = `SELECT ${texts}, count(*) AS rows FROM ${relation} GROUP BY ${values} HAVING count(*) > 1`
  const [sum] = await session.rows(`SELECT count(*) AS keys, sum(rows)::BIGINT AS rows FROM (${groups})`)
  const order = [...key.values()].map((_, index) => `t${index}`).join(', ')
  const found = await session.rows(`SELECT * FROM (${groups}) ORDER BY ${order} LIMIT ${sampleSize}`)
  return { keys: numberOf(sum, 'keys'), rows: numberOf(sum, 'rows'), sample: found.map((row) => keyOf(row, [...key.keys()])) }
}

const keyOf = (row: Row, names: readonly string[]): RepeatedKeys['sample'][number] =>
  Object.fromEntries(
    names.map((name, index) => {
      const value = row[`t${index}`]
      return [name, typeof value === 'string' ? value : null]
    })
  )
