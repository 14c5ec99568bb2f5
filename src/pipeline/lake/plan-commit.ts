import { randomUUID } from 'node:crypto'
import { WHOLE } from '../contract'
import { AppError } from '../lib/errors'
import type { Actions, AddAction, MetaDataAction, RemoveAction } from './actions'
import { evolveSchema, sameSchema } from './evolve'
import type { TableState } from './fold'
import { PARTITION_COLUMN } from './names'
import { filesByPartition } from './partitions'
import { protocolFor, refuseUnwritable } from './protocol'
import { writeSchema } from './schema'
import { schemaIdOf } from './schema-id'
import { saidAnew } from './run-tags'
import { addOf, removeOf, retag } from './table-files'
import type { CommitDraft, TableFile, TableSchema } from './types'

export interface CommitContext {
  table: string
  /** The number that this attempt is for. */
  version: number
  nowMs: number
  appVersion: string
  /** The commit's own id. */
  txnId: string
}

/** The actions that turn the table as it is into what the draft wants. `schema.breaking`, `lake.unsupported`. */
export function planCommit(state: TableState | undefined, draft: CommitDraft, context: CommitContext): Actions {
  const { table, nowMs } = context
  if (state !== undefined) refuseUnwritable(state.protocol, state.metaData, table)
  const current = filesByPartition(state?.snapshot.files.values() ?? [])
  const schema = nextSchema(state, draft, [...current.keys()], table)
  const txns = [...(draft.txns ?? [])].map(([appId, txn]) => ({ appId, version: txn, lastUpdated: Math.trunc(nowMs) }))
  const partitioned = (schema ?? state?.snapshot.schema)?.partitioned ?? false
  const files = planFiles(state, current, draft, partitioned, context)
  const actions: Actions = { commitInfo: infoOf(draft, context), ...files, txns }
  if (schema === undefined) return actions
  const protocol = protocolFor(schema, state?.protocol)
  const metaData = metaDataOf(state?.metaData, schema, context)
  return { ...actions, metaData, ...(protocol === state?.protocol ? {} : { protocol }) }
}

function planFiles(
  state: TableState | undefined,
  current: ReadonlyMap<string, TableFile[]>,
  draft: CommitDraft,
  partitioned: boolean,
  { table, version, nowMs }: CommitContext
): Pick<Actions, 'adds' | 'removes'> {
  const adds: AddAction[] = []
  const removes: RemoveAction[] = []
  for (const [dt, files] of draft.partitions) {
    const before = current.get(dt) ?? []
    mustBelong(table, dt, files, partitioned)
    for (const file of notIn(before, files)) removes.push(removeOf(mustHave(state, file), nowMs))
    for (const file of notIn(files, before)) adds.push(addOf(file, version, partitioned))
    for (const file of saidAnew(before, files)) adds.push(retag(mustHave(state, file), file))
  }
  return { adds, removes }
}

/** Undefined where the columns stay as they are. */
function nextSchema(state: TableState | undefined, draft: CommitDraft, dts: string[], table: string): TableSchema | undefined {
  if (state === undefined) {
    if (draft.schema !== undefined) return draft.schema
    throw new AppError('internal', `The first commit of ${table} names no columns.`, { details: { table } })
  }
  if (draft.schema === undefined || sameSchema(state.snapshot.schema, draft.schema)) return undefined
  const replacesAll = dts.every((dt) => draft.partitions.has(dt))
  return evolveSchema(table, state.snapshot.schema, draft.schema, replacesAll)
}

function metaDataOf(before: MetaDataAction | undefined, schema: TableSchema, { table, nowMs }: CommitContext): MetaDataAction {
  return {
    ...(before ?? { id: randomUUID(), name: table, createdTime: Math.trunc(nowMs) }),
    format: before?.format ?? { provider: 'parquet', options: {} },
    schemaString: writeSchema(schema, before?.schemaString, table),
    partitionColumns: schema.partitioned ? [PARTITION_COLUMN] : [],
    // History stays: no writer may clean up the log behind our back.
    configuration: { ...before?.configuration, 'delta.enableExpiredLogCleanup': 'false' }
  }
}

function infoOf({ operation, runId, startedBy, schema, partitions }: CommitDraft, context: CommitContext): Actions['commitInfo'] {
  return {
    timestamp: Math.trunc(context.nowMs),
    operation,
    operationParameters: {
      partitions: JSON.stringify([...partitions.keys()].slice(0, 20)),
      ...(schema === undefined ? {} : { schemaId: schemaIdOf(schema) })
    },
    isBlindAppend: false,
    runId,
    startedBy,
    engineInfo: `penstock/${context.appVersion}`,
    txnId: context.txnId
  }
}

function notIn(files: readonly TableFile[], others: readonly TableFile[]): TableFile[] {
  const paths = new Set(others.map(({ path }) => path))
  return files.filter(({ path }) => !paths.has(path))
}

function mustHave(state: TableState | undefined, { path }: TableFile): AddAction {
  const add = state?.adds.get(path)
  if (add === undefined) throw new AppError('internal', `A file of the snapshot has no action: ${path}.`, { details: { path } })
  return add
}

/** A file under the wrong partition would be read as rows of another date. */
function mustBelong(table: string, dt: string, files: readonly TableFile[], partitioned: boolean): void {
  const stray = files.find((file) => file.dt !== dt)
  if (stray === undefined && (partitioned ? dt !== WHOLE : dt === WHOLE || files.length === 0)) return
  throw new AppError('internal', `${table}: the files given for partition ${dt} do not belong to it.`, {
    details: { table, dt, path: stray?.path, partitioned }
  })
}
