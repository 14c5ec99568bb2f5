import type { DatasetSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { FLAG } from './typed-select'
import type { Session } from './session'
import { numberOf, textOf } from './row'

const KEY_SAMPLE = 20

/** SQL: rows of the source that take part; `dropped` holds those that a later row of the same key replaced. */
export interface GoodRows {
  condition: string
  /** The condition holds a join, after which rows come in any order. */
  shuffled: boolean
  superseded: number
  /** Keys that lie in more than one partition: allowed, and worth mentioning. */
  spread: number
}

export const keyColumns = (spec: Pick<DatasetSpec, 'columns'>, names: readonly string[]): string[] =>
  names.map((name) => `k${spec.columns.findIndex((column) => column.name === name)}`)

/** What precedes: the greater value of latestBy, then the later place in the input. */
export function latestFirst(spec: DatasetSpec): string {
  const by = spec.latestBy === undefined ? [] : keyColumns(spec, [spec.latestBy]).map((column) => `${column} DESC NULLS LAST`)
  return [...by, 'rowid DESC'].join(', ')
}

/**
 * Leaves one row per primary key in each partition: a key is unique within its partition, so that what comes out does not hang on how the
 * rows were split over files and loads. First proves that there is nothing to do, which is cheap and nearly always so.
 * In mode append duplicates are no correction but a fault, and refused by name.
 */
export async function uniqueRows(session: Session, spec: DatasetSpec, range: string): Promise<GoodRows> {
  const condition = `flag <> ${FLAG.refused} AND ${range}`
  if (spec.primaryKey.length === 0) return { condition, shuffled: false, superseded: 0, spread: 0 }
  const own = keyColumns(spec, spec.primaryKey)
  const key = (holdsPartition(spec) ? own : ['dt', ...own]).join(', ')
  const spread = await spreadKeys(session, spec, condition)
  const stretch = { phase: 'merging', from: 0.6, to: 0.68 } as const
  const [counted] = await session.rows(
    `SELECT count(*) AS all_rows, count(DISTINCT hash(${key})) AS keys FROM source WHERE ${condition}`,
    stretch
  )
  if (counted?.['all_rows'] === counted?.['keys']) return { condition, shuffled: false, superseded: 0, spread }
  const suspects = `SELECT hash(${key}) FROM source WHERE ${condition} GROUP BY 1 HAVING count(*) > 1`
  await session.run(
    `CREATE TABLE dropped AS SELECT id, day FROM (SELECT rowid AS id, dt AS day, row_number() OVER (PARTITION BY ${key} ` +
      `ORDER BY ${latestFirst(spec)}) AS place FROM source WHERE ${condition} AND hash(${key}) IN (${suspects})) WHERE place > 1`,
    stretch
  )
  const [dropped] = await session.rows('SELECT count(*) AS rows FROM dropped')
  const superseded = numberOf(dropped, 'rows')
  if (superseded > 0 && spec.mode === 'append') {
    await refuseDuplicates(
      session,
      spec,
      `SELECT DISTINCT ${own.join(', ')} FROM source WHERE rowid IN (SELECT id FROM dropped)`,
      superseded
    )
  }
  return {
    condition: superseded === 0 ? condition : `${condition} AND rowid NOT IN (SELECT id FROM dropped)`,
    shuffled: superseded > 0,
    superseded,
    spread
  }
}

/** Rows of one key then always lie in one partition. */
const holdsPartition = ({ partition, primaryKey }: DatasetSpec): boolean =>
  (partition?.columns ?? []).every((column) => primaryKey.includes(column))

/** Keys of the source that lie in several partitions. */
async function spreadKeys(session: Session, spec: DatasetSpec, condition: string): Promise<number> {
  if (holdsPartition(spec)) return 0
  const key = keyColumns(spec, spec.primaryKey).join(', ')
  const [counted] = await session.rows(
    `SELECT count(*) AS keys FROM (SELECT 1 FROM source WHERE ${condition} GROUP BY ${key} HAVING min(dt) <> max(dt))`,
    { phase: 'merging', from: 0.6, to: 0.68 }
  )
  return numberOf(counted, 'keys')
}

/** Throws `load.duplicate_keys` with the first keys that `keys` selects (columns k…). */
export async function refuseDuplicates(session: Session, spec: DatasetSpec, keys: string, count: number): Promise<never> {
  const columns = keyColumns(spec, spec.primaryKey)
  const texts = columns.map((column) => `CAST(${column} AS VARCHAR) AS ${column}`).join(', ')
  const rows = await session.rows(`SELECT ${texts} FROM (${keys}) ORDER BY ${columns.join(', ')} LIMIT ${KEY_SAMPLE}`)
  const sample = rows.map((row) => Object.fromEntries(spec.primaryKey.map((name, index) => [name, row[columns[index] ?? '']])))
  const first = spec.primaryKey.map((name, index) => `${name} = ${textOf(rows[0], columns[index] ?? '')}`).join(', ')
  throw new AppError('load.duplicate_keys', `${count} rows repeat a key that is there already, the first being ${first}.`, {
    hint: 'Rows are only added in mode append. Use mode incremental to replace rows by key, or remove the rows from the source.',
    details: { count, keys: sample }
  })
}
