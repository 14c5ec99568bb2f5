import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { collectAction, noActions, type Actions } from './actions'
import { checkpointColumns, checkpointSchema } from './checkpoint-schema'
import type { TableState } from './fold'
import type { ObjectStore } from './object-store'
import { exactBuffer } from './parquet'

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
export async function readCheckpointFile(store: ObjectStore, key: string): Promise<Actions> {
  const file = exactBuffer(await store.read(key))
  const rows: Record<string, unknown>[] = await parquetReadObjects({ file, columns: [...checkpointColumns], compressors })
  const actions = noActions()
  for (const row of rows) {
    takeNumbers(row)
    collectAction(actions, row)
  }
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

/** BigInt, as hyparquet gives 64-bit columns, becomes number, as the log has it: in place, since a checkpoint may hold 100,000 actions. */
function takeNumbers(row: Record<string, unknown>): void {
  for (const action of Object.values(row)) {
    if (typeof action !== 'object' || action === null) continue
    for (const [name, value] of Object.entries(action)) if (typeof value === 'bigint') Reflect.set(action, name, Number(value))
  }
}
