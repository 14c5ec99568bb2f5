import type { DatasetSpec, InputRef, PartitionChange } from '../../contract'
import type { IntervalRows, TableSchema } from '../../lake/types'
import type { CurrentTable, IntervalWindow } from '../worker-api'
import { contentOf, type Content } from './content'
import { digestSum } from './digest-sql'
import { digestOf, type Digests } from './digests'
import type { GoodRows } from './duplicates'
import { intervalCounts, rowsOfOthers } from './interval-counts'
import type { PartitionRange } from './partitions'
import type { Session } from './session'
import { ident } from './sql'
import { numberOf, textOf } from './row'

/** What happens to one partition. `clear`: it no longer fits the table's division and leaves no file behind. */
export interface Change {
  dt: string
  change: PartitionChange
  rows: number
  digest: string
  digestBefore: string | undefined
  clear: boolean
  intervals?: IntervalRows | undefined
}

export interface ChangePlan {
  content: Content
  changes: Change[]
  /** Rows of the input that the table will hold. */
  rowsWritten: number
}

interface PlanInput {
  session: Session
  spec: DatasetSpec
  schema: TableSchema
  schemaId: string
  current: CurrentTable | undefined
  good: GoodRows
  range: PartitionRange
  digests: Digests
  /** Partitions that get an answer even where the input has no row of them. */
  named: readonly string[]
  asked: readonly IntervalWindow[]
  /** The input has no row at all. */
  empty: boolean
  /** A full load read only the asked intervals: rows of others stay. */
  byInterval: boolean
}

/** Compares what the table holds with what it is to hold, partition by partition. Writes nothing. */
export async function planChanges(plan: PlanInput): Promise<ChangePlan> {
  const { session, spec, schema, current, good } = plan
  const touched = await incomingParts(plan, good.condition)
  const dts = [...new Set([...touched.keys(), ...plan.named])]
  const content = await contentOf(session, spec, schema, current, good, dts, await staying(plan, dts))
  const incoming = content.incoming === good.condition ? touched : await incomingParts(plan, content.incoming)
  const changes: Change[] = []
  for (const [dt, own] of touched) changes.push(await changeOf(plan, content, dt, incoming.get(dt) ?? own))
  for (const dt of emptied(plan, touched)) changes.push(await changeWithoutRows(plan, content, dt))
  const intervals = await intervalCounts(
    plan,
    content,
    changes.map(({ dt }) => dt)
  )
  for (const change of changes) change.intervals = intervals?.get(change.dt)
  const rowsWritten = [...incoming.values()].reduce((sum, { rows }) => sum + rows, 0)
  return { content, changes: changes.toSorted((a, b) => (a.dt < b.dt ? -1 : 1)), rowsWritten }
}

interface Part {
  rows: number
  digest: string
}

/** Rows and digest of the incoming rows of each partition, in order of their ids. */
async function incomingParts(
  { session, schema, range, digests, empty }: PlanInput,
  condition: string
): Promise<Map<string, Part>> {
  if (empty) return new Map()
  const renamed = schema.columns.map(({ physical }, index) => `k${index} AS ${ident(physical)}`).join(', ')
  const rows = await session.rows(
    `SELECT CAST(dt AS VARCHAR) AS day, count(*) AS rows, ${await digestSum(session, schema.columns)} AS sum ` +
      `FROM (SELECT dt, ${renamed} FROM source WHERE ${condition}) GROUP BY dt ORDER BY dt`,
    { phase: 'hashing', from: 0.68, to: 0.72 }
  )
  return new Map(
    rows.map((row) => [
      range.label(textOf(row, 'day')),
      { rows: numberOf(row, 'rows'), digest: digests.format(BigInt(textOf(row, 'sum'))) }
    ])
  )
}

async function changeOf(plan: PlanInput, content: Content, dt: string, own: Part): Promise<Change> {
  const before = plan.current?.partitions.find((partition) => partition.dt === dt)
  const merged = content.kept(dt).length > 0
  const after = merged ? await digestOf(plan.session, plan.digests, `(${content.query(dt)})`, plan.schema.columns) : own
  const digestBefore = await comparable(plan, before)
  const same = before !== undefined && before.damaged !== true && digestBefore === after.digest && before.rows === after.rows
  const unchanged = same && plan.current?.schemaId === plan.schemaId
  const change = before === undefined ? 'created' : unchanged ? 'unchanged' : 'replaced'
  return { dt, change, rows: after.rows, digest: after.digest, digestBefore: before?.digest, clear: false }
}

/** The digest of a partition as it is, recomputed where it is unknown or of another algorithm. */
async function comparable(
  { session, current, digests }: PlanInput,
  before: CurrentTable['partitions'][number] | undefined
): Promise<string | undefined> {
  if (before === undefined || current === undefined) return undefined
  if (before.digest !== undefined && digests.isOwn(before.digest)) return before.digest
  return (await digests.ofFiles(session, before.files, current.schema)).digest
}

/** Partitions of the table within the load of which the input has no row, which a full load empties, and those that were named. */
function emptied({ spec, current, range, named, byInterval }: PlanInput, touched: ReadonlyMap<string, Part>): string[] {
  const all = spec.mode === 'full' && !byInterval
  const there = all ? (current?.partitions ?? []).map(({ dt }) => dt).filter((dt) => range.holds(dt)) : []
  return [...new Set([...there, ...named])].filter((dt) => !touched.has(dt))
}

/** Where rows stay, an input without rows changes nothing, unless it is the truth about some intervals. */
async function changeWithoutRows(plan: PlanInput, content: Content, dt: string): Promise<Change> {
  const { current, digests, byInterval } = plan
  const before = current?.partitions.find((partition) => partition.dt === dt)
  if (before === undefined || content.kept(dt).length === 0) return emptiedChange(plan, dt)
  if (byInterval) return changeOf(plan, content, dt, { rows: 0, digest: digests.format(0n) })
  const digest = (await comparable(plan, before)) ?? digests.format(0n)
  return { dt, change: 'unchanged', rows: before.rows, digest, digestBefore: before.digest, clear: false }
}

/** Of each partition, which rows a full load of some intervals leaves. */
async function staying(plan: PlanInput, dts: readonly string[]): Promise<Map<string, string>> {
  const stays = new Map<string, string>()
  if (!plan.byInterval) return stays
  for (const { dt, files } of plan.current?.partitions ?? []) {
    const condition = dts.includes(dt) ? await rowsOfOthers(plan, files, dt) : undefined
    if (condition !== undefined) stays.set(dt, condition)
  }
  return stays
}

function emptiedChange({ spec, current, schemaId, digests }: PlanInput, dt: string): Change {
  const before = current?.partitions.find((partition) => partition.dt === dt)
  const clear = !fits(spec, dt)
  const unchanged =
    before !== undefined && before.damaged !== true && before.rows === 0 && !clear && current?.schemaId === schemaId
  const change = before === undefined ? 'created' : unchanged ? 'unchanged' : 'emptied'
  return { dt, change, rows: 0, digest: digests.format(0n), digestBefore: before?.digest, clear }
}

const fits = ({ partition }: DatasetSpec, dt: string): boolean =>
  partition === undefined ? dt === 'all' : dt.length === (partition.grain === 'month' ? 7 : 10)

/** Inputs of a partition after the load, each named once. */
export function inputsAfter(before: readonly InputRef[], added: readonly InputRef[]): InputRef[] {
  return [...new Map([...before, ...added].map((input) => [`${input.sha256} ${input.name}`, input])).values()]
}
