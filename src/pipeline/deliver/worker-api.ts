import type { TableSchema } from '../lake/types'
import type { WorkContext } from '../load/worker-api'
import type { ResolvedConnection } from '../connect/resolved'

/** Sends a dataset's partitions to tables outside of the lake. */
export interface DeliverWorker {
  /**
   * Upserts each partition in one transaction, together with its version in `penstock_deliveries`, then reads it back and compares digests
   * (`deliver.differs`). A partition of which the target already has this digest is left as it is. Errors: `mysql.*`, `deliver.table`.
   */
  deliver(request: DeliverRequest, context: WorkContext): Promise<Delivered[]>
}

export interface DeliverRequest {
  dataset: string
  connection: ResolvedConnection
  table: string
  schema: TableSchema
  key: string[]
  run: string
  partitions: { dt: string; version: number; digest: string | undefined; files: string[] }[]
}

export interface Delivered {
  dt: string
  version: number
  rows: number
  /** Of the rows as the target has them, and as the lake has them. */
  digest: string
  change: 'delivered' | 'unchanged'
}
