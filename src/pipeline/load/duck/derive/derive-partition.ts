import { AppError } from '../../../lib/errors'
import type { DatasetSpec, DerivedSpec, PartitionChange } from '../../../contract'
import { schemaIdOf } from '../../../lake/schema-id'
import type { TableSchema } from '../../../lake/types'
import { queryHash } from '../../query-hash'
import type { CurrentTable, DeriveRequest, StagedFile, StagedLoad } from '../../worker-api'
import type { Digests } from '../digests'
import { groupsOf } from '../interval-counts'
import { dayOfLabel, partitionDate } from '../partition-date'
import { countIntervals, rowIntervals } from '../row-intervals'
import type { Session } from '../session'
import { ident } from '../sql'
import { targetSchema } from '../target-schema'
import { writeFile } from '../write-file'
import { checkRows } from './check-rows'
import { viewInputs } from './input-views'
import { outputColumns, requirePartitionable, type OutputColumn } from './output-columns'
import { sqlError } from './sql-errors'

/** A name that no dataset can have. */
const RESULT = '"penstock result"'

export interface DeriveContext {
  request: DeriveRequest
  tables: readonly string[]
  digests: Digests
}

export interface DerivedPartition {
  schema: TableSchema
  partition: StagedLoad['partitions'][number]
}

/** Makes one partition: runs the SQL over its inputs, checks, compares and writes what changed. */
export async function derivePartition(
  lane: Session,
  context: DeriveContext,
  { dt, inputs }: DeriveRequest['partitions'][number]
): Promise<DerivedPartition> {
  const { spec, current } = context.request
  await viewInputs(lane, context.tables, inputs)
  await runQuery(lane, spec, dt)
  const columns = await outputColumns(lane, spec, RESULT)
  requirePartitionable(spec, columns)
  const made: DatasetSpec = { ...spec, columns: columns.map((column) => column.spec) }
  const typed = `(${typedRows(made, spec, columns, dt)})`
  // Whether the partitions that stay can be read with these columns is known only where all of them are.
  const schema = targetSchema(made, current, true)
  const content = await checkRows(lane, { spec, dt, columns, schema, result: RESULT, typed }, context.digests)
  const relation = `(SELECT ${schema.columns.map(({ physical }, index) => `k${index} AS ${ident(physical)}`).join(', ')} FROM ${typed})`
  const intervals = await intervalsOf(lane, made, schema, relation)
  const { change, digestBefore } = await changeOf(lane, context, schema, dt, content)
  const origin = { madeFrom: inputs.flatMap(({ madeFrom }) => madeFrom), query: queryHash(spec.derive.sql) }
  const partition = { dt, ...content, digestBefore, change, intervals, ...origin }
  if (change === 'unchanged') return { schema, partition: { ...partition, files: [] } }
  const file = await write(lane, context, schema, relation, partition)
  return { schema, partition: { ...partition, files: [file] } }
}

/** The text stands on lines of its own, so that a comment at its end ends there. */
async function runQuery(lane: Session, spec: DerivedSpec, dt: string): Promise<void> {
  const text = spec.derive.sql.replace(/[\s;]+$/, '')
  const stretch = { phase: 'reading', from: 0, to: 0, subject: `${spec.name} ${dt}` } as const
  try {
    await lane.run(`CREATE OR REPLACE TEMP TABLE ${RESULT} AS (\n${text}\n)`, stretch)
  } catch (error) {
    throw sqlError(error, spec.name, dt, 1)
  }
}

/**
 * Columns k0 … as they are stored, and `dt`, the first day of a row's partition. Where earlier periods are read as well, rows of those are
 * left out: they are there for the sake of the partition's own.
 */
function typedRows(made: DatasetSpec, { derive, partition }: DerivedSpec, columns: readonly OutputColumn[], dt: string): string {
  const cells = columns.map(({ sql }, index) => `${sql} AS k${index}`)
  const rows = `SELECT *, ${partitionDate(made)} AS dt FROM (SELECT ${cells.join(', ')} FROM ${RESULT})`
  const looksBack = partition !== undefined && Object.values(derive.inputs).some(({ lookback }) => lookback > 0)
  return looksBack ? `SELECT * FROM (${rows}) WHERE dt >= ${dayOfLabel(dt)} OR dt IS NULL` : rows
}

async function intervalsOf(lane: Session, made: DatasetSpec, schema: TableSchema, relation: string) {
  const intervals = rowIntervals(made)
  if (intervals === undefined) return undefined
  return countIntervals(intervals, await groupsOf({ session: lane, schema }, relation, intervals), [])
}

async function changeOf(
  lane: Session,
  { request: { current }, digests }: DeriveContext,
  schema: TableSchema,
  dt: string,
  now: { rows: number; digest: string }
): Promise<{ change: PartitionChange; digestBefore: string | undefined }> {
  const before = current?.partitions.find((partition) => partition.dt === dt)
  if (current === undefined || before === undefined) return { change: 'created', digestBefore: undefined }
  const known = await knownDigest(lane, digests, before, current)
  const same = known === now.digest && before.rows === now.rows && current.schemaId === schemaIdOf(schema)
  const change = same ? 'unchanged' : now.rows === 0 && before.rows > 0 ? 'emptied' : 'replaced'
  return { change, digestBefore: before.digest }
}

async function knownDigest(
  lane: Session,
  digests: Digests,
  before: CurrentTable['partitions'][number],
  { schema }: CurrentTable
): Promise<string> {
  if (before.digest !== undefined && digests.isOwn(before.digest)) return before.digest
  return (await digests.ofFiles(lane, before.files, schema)).digest
}

async function write(
  lane: Session,
  { request: { spec, staging, runId } }: DeriveContext,
  schema: TableSchema,
  relation: string,
  { dt, rows, digest, intervals, madeFrom, query }: Omit<StagedLoad['partitions'][number], 'files'>
): Promise<StagedFile> {
  const sort = spec.sort.flatMap((name) => schema.columns.filter((column) => column.name === name))
  const order = sort.length === 0 ? '' : ` ORDER BY ${sort.map(({ physical }) => ident(physical)).join(', ')}`
  const written = await writeFile(lane, staging, dt, `SELECT * FROM ${relation}${order}`, schema.columns)
  if (written.rows !== rows) {
    throw new AppError(
      'internal',
      `${spec.name} ${dt}: ${rows} rows were counted, ${written.rows} were written. Nothing was changed.`
    )
  }
  return {
    ...written,
    dt,
    digest,
    schemaId: schemaIdOf(schema),
    runId,
    inputs: [],
    quarantined: 0,
    intervals,
    madeFrom,
    query
  }
}
