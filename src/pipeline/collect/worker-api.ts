import type { CollectPreview, CollectSpec, ConnectionTest, SweepReport } from '../contract'
import type { TableSchema } from '../lake/types'
import type { IntervalWindow, WorkContext } from '../load/worker-api'
import type { ResolvedConnection } from '../connect/resolved'
import type { TestConnectionRequest } from '../connect/test-connection'

/** Work that asks servers and databases. It runs in a worker process of its own, keeps what was answered, and commits nothing. */
export interface CollectWorker {
  /**
   * Asks for every window, keeps each answer raw, and writes its rows as one file a window. What the same run kept before, or one that only
   * a quota ended, is not asked again. Errors: `collect.*`, `quota.exhausted` (kept answers stay), `http.*`, `mysql.*`, `tls.untrusted`.
   */
  collect(request: CollectRequest, context: WorkContext): Promise<Collected>
  previewCollect(request: PreviewCollectRequest, context: WorkContext): Promise<CollectPreview>
  testConnection(request: TestConnectionRequest, context: WorkContext): Promise<ConnectionTest>
  /** Compares the keys of the table with those of the lake. */
  sweepKeys(request: SweepRequest, context: WorkContext): Promise<SweepReport>
}

export interface CollectRequest {
  dataset: string
  collect: CollectSpec
  connection: ResolvedConnection
  /** Source names of the dataset's columns (`header`). */
  fields: string[]
  windows: IntervalWindow[]
  zone: string
  /** Values of each fan-out by its `as`. */
  fanOut: Record<string, string[]>
  variables: Record<string, string>
  /** The dataset's folder of kept answers; made where it is missing. */
  raw: string
  /** Where the files of rows go; it is empty. */
  picked: string
  /** Names the collection: a backfill that goes on has the same. */
  id: string
  /** Requests that may still be made now; null where nothing limits them. */
  mayAsk: number | null
  /** Only what was kept is read (`collect.raw_missing` where a window was never collected). */
  fromRaw: boolean
  /** Of a table: rows beyond this value of the watermark, as text; absent: by window. */
  after?: string | undefined
  /** ms since the epoch. */
  now: number
}

export interface Collected {
  format: 'jsonl' | 'csv'
  /** Requests made now, and answers that were kept before. */
  requests: number
  reused: number
  rows: number
  bytes: number
  windows: { id: string; rows: number; requests: number }[]
  /** Greatest value of the watermark that was read, as text. */
  watermark?: string | undefined
  notes: { code: string; column: string | null; count: number }[]
}

export interface PreviewCollectRequest {
  collect: CollectSpec
  connection: ResolvedConnection
  window: IntervalWindow
  zone: string
  fanOut: Record<string, string[]>
  variables: Record<string, string>
  /** Requests that may still be made now; null where nothing limits them. */
  mayAsk: number | null
}

export interface SweepRequest {
  dataset: string
  collect: Extract<CollectSpec, { kind: 'table' }>
  connection: ResolvedConnection
  schema: TableSchema
  /** Column of the dataset → column of the table, of the key. */
  key: { name: string; physical: string; field: string }[]
  partitions: { window: IntervalWindow; files: string[] }[]
  zone: string
}
