import type { DatasetSpec } from '../../contract'
import type { IntervalRows, TableSchema } from '../../lake/types'
import type { IntervalWindow } from '../worker-api'
import type { Content } from './content'
import type { PartitionRange } from './partitions'
import { countIntervals, rowIntervals, type RowIntervals } from './row-intervals'
import { numberOf, textOf, type Row } from './row'
import type { Session } from './session'
import { ident } from './sql'
import { storedRows } from './stored'

interface CountInput {
  session: Session
  spec: DatasetSpec
  schema: TableSchema
  range: PartitionRange
  asked: readonly IntervalWindow[]
}

/** Rows by interval of each partition as it will be, rows that stay included; undefined where intervals are no finer than partitions. */
export async function intervalCounts(
  input: CountInput,
  content: Content,
  dts: readonly string[]
): Promise<Map<string, IntervalRows> | undefined> {
  const intervals = rowIntervals(input.spec)
  if (intervals === undefined) return undefined
  const fresh = await freshGroups(input, content, intervals)
  const counts = new Map<string, IntervalRows>()
  for (const dt of dts) {
    const groups =
      content.kept(dt).length === 0 ? (fresh.get(dt) ?? []) : await groupsOf(input, `(${content.query(dt)})`, intervals)
    counts.set(dt, countIntervals(intervals, groups, askedIn(input.asked, dt)))
  }
  return counts
}

const askedIn = (asked: readonly IntervalWindow[], dt: string): string[] =>
  asked.filter((interval) => interval.dt === dt).map(({ id }) => id)

/** Groups of incoming rows by partition: the whole content of those of which nothing stays. */
async function freshGroups(
  { session, spec, range }: CountInput,
  { incoming }: Content,
  intervals: RowIntervals
): Promise<Map<string, Row[]>> {
  const key = intervals.key(`k${spec.columns.findIndex(({ name }) => name === intervals.column)}`)
  const rows = await session.rows(
    `SELECT CAST(dt AS VARCHAR) AS day, key, count(*) AS rows FROM (SELECT dt, ${key} AS key FROM source WHERE ${incoming}) GROUP BY dt, key`
  )
  return Map.groupBy(rows, (row) => range.label(textOf(row, 'day')))
}

/** Groups of a relation whose columns have their physical names. */
export async function groupsOf(
  { session, schema }: Pick<CountInput, 'session' | 'schema'>,
  relation: string,
  intervals: RowIntervals
): Promise<Row[]> {
  return session.rows(
    `SELECT key, count(*) AS rows FROM (SELECT ${keyOf(schema, intervals)} AS key FROM ${relation}) GROUP BY key`
  )
}

const keyOf = ({ columns }: TableSchema, intervals: RowIntervals): string =>
  intervals.key(ident(columns.find(({ name }) => name === intervals.column)?.physical ?? intervals.column))

/** SQL over rows of the table: they belong to no interval that was asked for, and stay when a full load reads only those. */
export async function rowsOfOthers(input: CountInput, files: readonly string[], dt: string): Promise<string | undefined> {
  const intervals = rowIntervals(input.spec)
  if (intervals === undefined) return undefined
  const asked = new Set(askedIn(input.asked, dt))
  const groups = await groupsOf(input, storedRows(files, input.schema.columns), intervals)
  const keys = groups.filter((group) => group['key'] !== null).map((group) => numberOf(group, 'key'))
  const replaced = stretches(keys.filter((key) => asked.has(intervals.id(key))))
  if (replaced.length === 0) return 'true'
  const key = keyOf(input.schema, intervals)
  return `coalesce(NOT (${replaced.map(([from, to]) => `${key} BETWEEN ${from} AND ${to}`).join(' OR ')}), true)`
}

/** Numbers as stretches without gap, so that a condition over them stays short. */
function stretches(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last?.[1] === number - 1) last[1] = number
    else found.push([number, number])
  }
  return found
}
