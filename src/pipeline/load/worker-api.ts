import type {
  DerivedSpec,
  SourcedSpec,
  InputRef,
  LoadCheck,
  PartitionChange,
  PartitionDiff,
  QuarantinedRow,
  Recognition,
  RecogniseOverrides,
  ResultColumn
} from '../contract'
import type {
  CheckMeasure,
  ColumnProfile,
  LargeReturn,
  MeasureRequest,
  ProfileRequest,
  ReturnsRequest,
  SeriesRequest
} from './measure-api'
import type { S3Access } from './source/s3/access'
import type { IntervalRows, MadeFrom, TableFile, TableSchema } from '../lake/types'

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
  /** Makes one or more partitions of a derived dataset by its SQL, as staged files. Errors: `sql.*`, `derive.outside`, `schema.breaking`. */
  derive(request: DeriveRequest, context: WorkContext): Promise<StagedLoad>
  /** What a SQL text reads, told from DuckDB's own parse; nothing is bound or run. Errors: `sql.invalid`, `sql.multiple`, `sql.not_select`, `sql.function`. */
  references(sql: string, context: WorkContext): Promise<SqlReferences>
  /** Keys that stand more than once in each group of files. */
  duplicates(request: DuplicatesRequest, context: WorkContext): Promise<DuplicateKeys[]>
  /** Values of a column as text, each once, ascending; no more than `limit`. Nulls are left out. */
  distinct(request: DistinctRequest, context: WorkContext): Promise<string[]>
  /** Runs checks over partitions, one scan for all of them. Errors: `sql.*` for a rule that cannot be used. */
  measure(request: MeasureRequest, context: WorkContext): Promise<CheckMeasure[]>
  profile(request: ProfileRequest, context: WorkContext): Promise<ColumnProfile[]>
  /** Aggregates of each group. */
  series(request: SeriesRequest, context: WorkContext): Promise<{ dt: string; measure: string; value: number | null }[]>
  /** Large returns of each entity from one of its dates to the next, with what stands around them. */
  returns(request: ReturnsRequest, context: WorkContext): Promise<LargeReturn[]>
  diff(request: DiffRequest, context: WorkContext): Promise<PartitionDiff>
  /** Recomputes rows and digest of each group of files, for fsck and proofs; `specified` is the slow digest that plain code can repeat. */
  digests(
    request: DigestRequest,
    context: WorkContext
  ): Promise<{ rows: number; digest: string; specified?: string | undefined }[]>
  /** Writes rows as one file that others read. */
  exportFile(request: ExportRequest, context: WorkContext): Promise<{ rows: number; bytes: number }>
}

export interface ExportRequest {
  format: 'csv' | 'parquet'
  files: string[]
  /** Columns by their shown names, in this order. */
  schema: TableSchema
  /** A new file. */
  path: string
  /** Of CSV: begin with a byte order mark. */
  bom: boolean
  /** Of CSV: physical names of text columns that are written as `="005930"`. */
  formulas: string[]
  scratch: string
}

export interface DistinctRequest {
  schema: TableSchema
  files: string[]
  /** By its name. */
  column: string
  limit: number
}

export interface WorkContext {
  signal: AbortSignal
  progress(update: WorkProgress): void
}

export interface WorkProgress {
  phase:
    | 'fetching'
    | 'reading'
    | 'typing'
    | 'merging'
    | 'writing'
    | 'comparing'
    | 'hashing'
    | 'asking'
    | 'waiting'
    | 'measuring'
    | 'delivering'
  subject?: string | undefined
  rows?: number | undefined
  bytes?: number | undefined
  bytesTotal?: number | undefined
  /** Of a collection: requests made so far. */
  requests?: number | undefined
  /** 0–1 over the whole of this piece of work. */
  fraction?: number | undefined
}

/** `scratch` is a private folder for spool files; it is emptied by the caller's side after the work. */
export interface RecogniseRequest {
  location: string
  workspaceRoot: string
  /** By which buckets are read. */
  s3?: S3Access | undefined
  name?: string | undefined
  overrides: RecogniseOverrides
  scratch: string
}

export interface StageRequest {
  spec: SourcedSpec
  workspaceRoot: string
  runId: string
  /** Partitions to touch, inclusive; all where absent. */
  from?: string | undefined
  to?: string | undefined
  /** Of these only the named partitions are touched; every one of them gets an answer in StagedLoad.partitions, with 0 rows where the source has none. */
  only?: string[] | undefined
  /** The intervals that are asked for: fills `{interval:…}` in the source, and each gets a count (0 where the source has no row of it). */
  intervals?: IntervalWindow[] | undefined
  /** By which buckets are read. */
  s3?: S3Access | undefined
  /** ms since the epoch: files that fill by themselves are judged as of then. */
  now?: number | undefined
  /** Append: load inputs again that the table already holds. */
  again: boolean
  /** Full: columns may be other ones than the table's; whoever asks sees to it that all partitions get them in one commit. */
  otherColumns?: boolean | undefined
  /** The files as a plan listed them; what is not so any more is counted as note `source.changed`, or refuses the load. */
  planned?: PlannedFiles | undefined
  scratch: string
  /** Folder for data files that will be adopted. */
  staging: string
  /** The table as it is: its files have absolute paths here. */
  current: CurrentTable | undefined
}

/** A file of a source as a plan listed it, by its absolute path. */
export interface PlannedFile {
  path: string
  name: string
  bytes: number
  modifiedMs: number
}

export interface PlannedFiles {
  files: PlannedFile[]
  /** All of them are to be read, so that one that is gone is a change. */
  whole: boolean
  /** `source.changed` where anything changed. */
  mustHold: boolean
}

/** `start` inclusive and `end` exclusive, ms since the epoch. */
export interface IntervalWindow {
  id: string
  dt: string
  start: number
  end: number
}

/** Partitions are made one after the other, each from its own inputs. */
export interface DeriveRequest {
  spec: DerivedSpec
  runId: string
  partitions: { dt: string; inputs: DerivedInput[] }[]
  scratch: string
  staging: string
  current: CurrentTable | undefined
}

/** A dataset as the SQL sees it: these files and no others. */
export interface DerivedInput {
  dataset: string
  schema: TableSchema
  files: string[]
  /** Written into the tags of what is made: the dataset's partitions and the digest or version that each had. */
  madeFrom: MadeFrom[]
}

export interface SqlReferences {
  /** Names as written, each once, in order of appearance; names of CTEs are left out. */
  tables: string[]
}

export interface DuplicatesRequest {
  groups: { files: string[] }[]
  schema: TableSchema
  key: string[]
  sampleSize: number
}
export interface DuplicateKeys {
  rows: number
  keys: number
  sample: Record<string, string | number | boolean | null>[]
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
    /** Rows of each interval that the partition holds after this; undefined where the dataset's interval is its partition. */
    intervals?: IntervalRows | undefined
    /** Of a derived partition, also where its rows did not change: what it was made from now, and by which query. */
    madeFrom?: MadeFrom[] | undefined
    query?: string | undefined
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
