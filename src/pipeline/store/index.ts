import { backfillTable, type BackfillTable } from './backfills'
import { openDatabase } from './database'
import { GroupWriter } from './group-writer'
import { jobTable, type JobTable } from './jobs'
import { runTable, type RunTable } from './runs'
import {
  noteTable,
  planTable,
  proofTable,
  requestTable,
  settingTable,
  trashTable,
  type NoteTable,
  type PlanTable,
  type ProofTable,
  type RequestTable,
  type SettingTable,
  type TrashTable
} from './small-tables'
import { tickTable, type TickTable } from './ticks'

export { summaryOf } from './backfill-summary'
export { MOST_ACTIVE, type BackfillQuery } from './backfills'
export type { JobTable } from './jobs'
export type { RunTable, RunWindow } from './runs'

/** The workspace's state: everything but what is in the lake. Writes resolve once they are durable; reads see every write. */
export interface StateStore {
  jobs: JobTable
  runs: RunTable
  requests: RequestTable
  settings: SettingTable
  trash: TrashTable
  backfills: BackfillTable
  ticks: TickTable
  notes: NoteTable
  proofs: ProofTable
  plans: PlanTable
  /** True when the file was made anew: runs are then to be told from the lake's logs. */
  fresh: boolean
  /** Where a damaged file was moved to. */
  setAside: string | undefined
  close(): void
}

/** Opens `path` (SQLite, mode 0600). Errors: `state.newer`, `disk.full`, `file.denied`. */
export async function openState(path: string, nowMs: number): Promise<StateStore> {
  const { database, fresh, setAside } = await openDatabase(path, nowMs)
  const writer = new GroupWriter(database)
  return {
    jobs: jobTable(database, writer),
    runs: runTable(database, writer),
    requests: requestTable(database, writer),
    settings: settingTable(database, writer),
    trash: trashTable(database, writer),
    backfills: backfillTable(database, writer),
    ticks: tickTable(database, writer),
    notes: noteTable(database, writer),
    proofs: proofTable(database, writer),
    plans: planTable(database, writer),
    fresh,
    setAside,
    close: () => {
      writer.flush()
      database.close()
    }
  }
}
