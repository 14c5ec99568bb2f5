import type { ErrorData } from '../contract'
import type { TableSchema } from '../lake/types'
import type { WorkContext } from '../load/worker-api'
import type { ResolvedConnection } from '../connect/resolved'

/** Sends a dataset's partitions to tables outside of the lake. */
export interface DeliverWorker {
  /**
   * Upserts each partition in one transaction, together with its version in `penstock_deliveries`, then reads it back and compares digests.
   * A partition of which the target already has this content is left as it is, unless `again`. One that fails costs no other; where the
   * target cannot be reached (any more), all that are left fail alike. Errors of a partition: `deliver.differs`, `deliver.table`, `mysql.*`.
   * Rejects with `cancelled` and with what concerns the table as a whole: `mysql.*`, `deliver.table`.
   */
  deliver(request: DeliverRequest, context: WorkContext): Promise<DeliverOutcome>
}

export interface DeliverRequest {
  dataset: string
  connection: ResolvedConnection
  table: string
  schema: TableSchema
  key: string[]
  run: string
  /** Whose delivery it is: workspace and profile. What another has delivered is left as it is, or refused (`deliver.table`). */
  owner: string
  /** The id of the lake's table. */
  lake: string
  /** `digest`: of the content, as the lake has it. Without files it is emptied. */
  partitions: { dt: string; version: number; digest: string | undefined; files: string[] }[]
  /** True: these are all partitions of the dataset, and others that this very table has delivered are emptied. */
  whole: boolean
  /** Also those of which the target already has this content. */
  again: boolean
  scratch: string
}

export interface DeliverOutcome {
  delivered: Delivered[]
  failed: { dt: string; error: ErrorData }[]
}

export interface Delivered {
  dt: string
  version: number
  rows: number
  /** Of the rows as the target has them, and as the lake has them. */
  digest: string
  change: 'delivered' | 'unchanged'
}
