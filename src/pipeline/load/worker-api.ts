import type {
  DatasetSpec,
  InputRef,
  LoadCheck,
  PartitionChange,
  PartitionDiff,
  QuarantinedRow,
  Recognition,
  RecogniseOverrides,
  ResultColumn
} from '../contract'
import type { TableFile, TableSchema } from '../lake/types'

/** Work that touches untrusted files or DuckDB. It runs in a worker process, never in the engine, and commits nothing. */
export interface LoadWorker {
  recognise(request: RecogniseRequest, context: WorkContext): Promise<Recognition>
  /** Reads, types, checks and dedupes the source and writes changed partitions as staged files. */
  stage(request: StageRequest, context: WorkContext): Promise<StagedLoad>
  /** The same reading without writing a file. */
  check(request: StageRequest, context: WorkContext): Promise<LoadCheck>
  /** First rows of Parquet files as columns; reads no more than footers and the first row groups. */
  preview(request: PreviewRequest, context: WorkContext): Promise<ColumnPage>
  /** A page [from, to) of the files' rows in file order. */
  page(request: PreviewRequest & { from: number; to: number }, context: WorkContext): Promise<ColumnPage>
  diff(request: DiffRequest, context: WorkContext): Promise<PartitionDiff>
  /** Recomputes rows and digest of each group of files, for fsck and proofs; `specified` is the slow digest that plain code can repeat. */
  digests(
    request: DigestRequest,
    context: WorkContext
  ): Promise<{ rows: number; digest: string; specified?: string | undefined }[]>
}

export interface WorkContext {
  signal: AbortSignal
  progress(update: WorkProgress): void
}

export interface WorkProgress {
  phase: 'fetching' | 'reading' | 'typing' | 'merging' | 'writing' | 'comparing' | 'hashing'
  subject?: string | undefined
  rows?: number | undefined
  bytes?: number | undefined
  bytesTotal?: number | undefined
  /** 0–1 over the whole of this piece of work. */
  fraction?: number | undefined
}

/** `scratch` is a private folder for spool files; it is emptied by the caller's side after the work. */
export interface RecogniseRequest {
  location: string
  workspaceRoot: string
  name?: string | undefined
  overrides: RecogniseOverrides
  scratch: string
}

export interface StageRequest {
  spec: DatasetSpec
  workspaceRoot: string
  runId: string
  /** Partitions to touch, inclusive; all where absent. */
  from?: string | undefined
  to?: string | undefined
  /** Append: load inputs again that the table already holds. */
  again: boolean
  scratch: string
  /** Folder for data files that will be adopted. */
  staging: string
  /** The table as it is: its files have absolute paths here. */
  current: CurrentTable | undefined
}

export interface CurrentTable {
  schema: TableSchema
  schemaId: string
  partitions: {
    dt: string
    rows: number
    digest: string | undefined
    files: string[]
    inputs: InputRef[]
    /** A file of it is gone or has another size than was committed: it counts as changed, whatever its digest says. */
    damaged?: boolean | undefined
  }[]
}

/** A Parquet file in the staging folder, with everything that its `add` action needs; `path` is relative to the staging folder. */
export type StagedFile = Omit<TableFile, 'modifiedAt'>

export interface StagedLoad {
  schema: TableSchema
  schemaId: string
  inputs: InputRef[]
  rowsRead: number
  rowsWritten: number
  rowsQuarantined: number
  rowsSuperseded: number
  bytesRead: number
  partitions: {
    dt: string
    rows: number
    digest: string | undefined
    digestBefore: string | undefined
    change: PartitionChange
    files: StagedFile[]
  }[]
  /** JSON lines of QuarantinedRow, one file a partition (`dt` null: rows whose partition is unknown), in the staging folder. */
  quarantine: { dt: string | null; rows: number; path: string }[]
  quarantineSample: QuarantinedRow[]
  notes: { code: string; column: string | null; count: number }[]
}

export interface PreviewRequest {
  files: string[]
  schema: TableSchema
  limit: number
  columns?: string[] | undefined
}

/** Buffers per column: validity bitmap (empty: all valid), values, offsets (utf8 only). See contract/results. */
export interface ColumnPage {
  rows: number
  columns: ResultColumn[]
  buffers: Uint8Array[]
}

export interface DiffRequest {
  dataset: string
  dt: string
  from: { version: number; files: string[]; digest: string | undefined }
  to: { version: number; files: string[]; digest: string | undefined }
  schemaFrom: TableSchema
  schemaTo: TableSchema
  key: string[]
  sampleSize: number
  scratch: string
}

export interface DigestRequest {
  groups: { files: string[] }[]
  schema: TableSchema
  specified: boolean
}
