import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { collectAction, noActions, type Actions } from './actions'
import { checkpointColumns, checkpointSchema } from './checkpoint-schema'
import type { TableState } from './fold'
import type { ObjectStore } from './object-store'
import { parquetFile } from './parquet'

type Row = Partial<Record<(typeof checkpointColumns)[number], object>>

/** What a checkpoint of this state holds. Tombstones stay as long as a vacuum may need them. */
export function checkpointActions(state: TableState, removedSince: number): Actions {
  const removes = [...state.removed.values()].filter(({ deletionTimestamp }) => (deletionTimestamp ?? 0) >= removedSince)
  const { protocol, metaData } = state
  const unchanged = { dataChange: false }
  return {
    protocol,
    metaData,
    txns: [...state.txns.values()],
    removes: removes.map((remove) => ({ ...remove, ...unchanged })),
    adds: [...state.adds.values()].map((add) => ({ ...add, ...unchanged }))
  }
}

/** A checkpoint as a Parquet file (snappy), and how many actions it holds. */
export function writeCheckpoint({ protocol, metaData, txns, removes, adds }: Actions): { bytes: Uint8Array; size: number } {
  const rows: Row[] = [
    ...(protocol === undefined ? [] : [{ protocol }]),
    ...(metaData === undefined ? [] : [{ metaData }]),
    ...txns.map((txn) => ({ txn: longs(txn, ['version', 'lastUpdated']) })),
    ...removes.map((remove) => ({ remove: longs(remove, ['deletionTimestamp', 'size']) })),
    ...adds.map((add) => ({ add: longs(add, ['size', 'modificationTime']) }))
  ].map((row) => ('metaData' in row ? { metaData: longs(row.metaData, ['createdTime']) } : row))
  const columnData = checkpointColumns.map((name) => ({ name, data: rows.map((row) => row[name]) }))
  const buffer = parquetWriteBuffer({ schema: checkpointSchema, columnData, statistics: false, createdBy: 'penstock' })
  return { bytes: new Uint8Array(buffer), size: rows.length }
}

/** The actions in one Parquet file of a checkpoint, ours or another writer's. */
export async function readCheckpointFile(store: ObjectStore, key: string, bytes: number): Promise<Actions> {
  const file = parquetFile(store, key, bytes)
  const rows: unknown[] = await parquetReadObjects({ file, columns: [...checkpointColumns], compressors })
  const actions = noActions()
  for (const row of rows) collectAction(actions, numbers(row))
  return actions
}

/** Parquet's 64-bit columns take BigInt. */
function longs(action: Record<string, unknown>, fields: readonly string[]): object {
  const result = { ...action }
  for (const field of fields) {
    const value = action[field]
    if (typeof value === 'number') result[field] = BigInt(Math.trunc(value))
  }
  return result
}

/** BigInt, as hyparquet gives 64-bit columns, back to numbers, as the log has them. */
function numbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(numbers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, numbers(inner)]))
}
