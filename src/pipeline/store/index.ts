import { backfillTable, type BackfillTable } from './backfills'
import { openDatabase } from './database'
import { deliveryTable, type DeliveryTable } from './deliveries'
import { GroupWriter } from './group-writer'
import { incidentTable, type IncidentTable } from './incidents'
import { measureTable, type MeasureTable } from './measures'
import { jobTable, type JobTable } from './jobs'
import { quotaTable, type QuotaTable } from './quotas'
import { runTable, type RunTable } from './runs'
import { shareTable, type ShareTable } from './shares'
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
export type { IncidentTable } from './incidents'
export type { DeliveryEntry } from './deliveries'
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
  quotas: QuotaTable
  shares: ShareTable
  deliveries: DeliveryTable
  incidents: IncidentTable
  measures: MeasureTable
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
    quotas: quotaTable(database, writer),
    shares: shareTable(database, writer),
    deliveries: deliveryTable(database, writer),
    incidents: incidentTable(database, writer),
    measures: measureTable(database, writer),
    fresh,
    setAside,
    close: () => {
      writer.flush()
      database.close()
    }
  }
}
