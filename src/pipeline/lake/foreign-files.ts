import type { TableState } from './fold'
import type { ObjectStore } from './object-store'
import { parquetFooter } from './parquet'
import type { TableFile } from './types'

/** Files whose footers are read together. */
const AT_ONCE = 16

/** Row counts, from their footers, of files that another writer added without statistics. */
export async function completeForeignFiles(store: ObjectStore, table: string, state: TableState): Promise<TableState> {
  const unknown = [...state.snapshot.files.values()].filter(({ stats }) => stats === undefined)
  if (unknown.length === 0) return state
  const files = new Map(state.snapshot.files)
  for (let at = 0; at < unknown.length; at += AT_ONCE) {
    const counted = await Promise.all(unknown.slice(at, at + AT_ONCE).map((file) => withRows(store, table, file)))
    for (const file of counted) files.set(file.path, file)
  }
  return { ...state, snapshot: { ...state.snapshot, files } }
}

/** A file that is missing or damaged keeps 0 rows: fsck names it, and the others can still be read. */
async function withRows(store: ObjectStore, table: string, file: TableFile): Promise<TableFile> {
  const rows = await parquetFooter(store, `${table}/${file.path}`, file.bytes).then(
    (footer) => Number(footer.num_rows),
    () => 0
  )
  return { ...file, rows, stats: { numRecords: rows, minValues: {}, maxValues: {}, nullCount: {} } }
}
