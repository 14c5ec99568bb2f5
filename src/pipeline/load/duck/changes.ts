import type { DatasetSpec, InputRef, PartitionChange } from '../../contract'
import type { TableSchema } from '../../lake/types'
import type { CurrentTable } from '../worker-api'
import { contentOf, type Content } from './content'
import { digestSum } from './digest-sql'
import { digestOf, type Digests } from './digests'
import type { GoodRows } from './duplicates'
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
}

/** Compares what the table holds with what it is to hold, partition by partition. Writes nothing. */
export async function planChanges(plan: PlanInput): Promise<ChangePlan> {
  const { session, spec, schema, current, good } = plan
  const touched = await incomingParts(plan, good.condition)
  const content = await contentOf(session, spec, schema, current, good, [...touched.keys()])
  const incoming = content.incoming === good.condition ? touched : await incomingParts(plan, content.incoming)
  const changes: Change[] = []
  for (const [dt, own] of touched) changes.push(await changeOf(plan, content, dt, incoming.get(dt) ?? own))
  for (const dt of emptied(plan, touched)) changes.push(emptiedChange(plan, dt))
  const rowsWritten = [...incoming.values()].reduce((sum, { rows }) => sum + rows, 0)
  return { content, changes: changes.toSorted((a, b) => (a.dt < b.dt ? -1 : 1)), rowsWritten }
}

interface Part {
  rows: number
  digest: string
}

/** Rows and digest of the incoming rows of each partition, in order of their ids. */
async function incomingParts({ session, schema, range, digests }: PlanInput, condition: string): Promise<Map<string, Part>> {
  const renamed = schema.columns.map(({ physical }, index) => `k${index} AS ${ident(physical)}`).join(', ')
  const rows = await session.rows(
    `SELECT CAST(dt AS VARCHAR) AS day, count(*) AS rows, ${digestSum(schema.columns)} AS sum ` +
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

/** Partitions of the table within the load of which the input has no row: a full load empties them. */
function emptied({ spec, current, range }: PlanInput, touched: ReadonlyMap<string, Part>): string[] {
  if (spec.mode !== 'full') return []
  const there = (current?.partitions ?? []).map(({ dt }) => dt).filter((dt) => !touched.has(dt) && range.holds(dt))
  const asked = range.single ?? (spec.partition === undefined ? 'all' : undefined)
  return asked === undefined || touched.has(asked) || there.includes(asked) ? there : [...there, asked]
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
