import { z } from 'zod'
import { columnKind, columnType, datasetSpec, grain } from './dataset'
import { datasetName, digest, instant, partitionId } from './names'
import { errorData } from './errors'

/** In the order of attention that they need, the calmest first. */
export const partitionStates = ['ok', 'empty', 'partial', 'stale', 'running', 'missing', 'late', 'refused', 'failed'] as const
export const partitionState = z.enum(partitionStates)
export type PartitionState = z.infer<typeof partitionState>

/** Why nothing is expected of a date: these are no states. */
export const notExpected = ['market_closed', 'out_of_range', 'future'] as const
export const notExpectedReason = z.enum(notExpected)
export type NotExpectedReason = z.infer<typeof notExpectedReason>

/**
 * What changed after a derived partition was made: an input's partition (`seen` null: it was not there then), or its own query
 * (`what: query`, versions null).
 */
export const staleInput = z.object({
  what: z.enum(['input', 'query']),
  dataset: datasetName,
  dt: partitionId,
  seen: z.number().int().nullable(),
  now: z.number().int().nullable()
})
export type StaleInput = z.infer<typeof staleInput>

/** One cell of the grid and one line of the table. Bytes are of the data files. */
export const partition = z.object({
  dt: partitionId,
  state: partitionState,
  rows: z.number().int(),
  bytes: z.number().int(),
  files: z.number().int(),
  /** Version of the table that last changed this partition; null where nothing was ever committed. */
  version: z.number().int().nullable(),
  digest: digest.nullable(),
  writtenAt: instant.nullable(),
  schemaId: z.string().nullable(),
  quarantined: z.number().int(),
  /** Expected intervals that it holds, of those that are expected of it by now; null where intervals are not told apart. */
  held: z.number().int().nullable(),
  expected: z.number().int().nullable(),
  /** When its last expected interval was or is due. */
  expectedBy: instant.nullable(),
  /** Recent enough that the source may restate it. */
  provisional: z.boolean(),
  /** Why it is stale. */
  stale: z.array(staleInput).optional(),
  /** Why a partition is failed or refused: the error of its last run. */
  error: errorData.optional()
})
export type Partition = z.infer<typeof partition>

export const datasetSummary = z.object({
  name: datasetName,
  title: z.object({ ko: z.string().optional(), en: z.string().optional() }).optional(),
  simulated: z.boolean(),
  mode: z.string(),
  grain: grain.nullable(),
  zone: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  files: z.number().int(),
  partitions: z.number().int(),
  firstDt: partitionId.nullable(),
  lastDt: partitionId.nullable(),
  version: z.number().int().nullable(),
  writtenAt: instant.nullable(),
  quarantined: z.number().int(),
  /** How many partitions are in each state. */
  states: z.partialRecord(partitionState, z.number().int()),
  /** Set where the dataset's file or table cannot be read; the numbers are then zero. */
  error: errorData.optional()
})
export type DatasetSummary = z.infer<typeof datasetSummary>

export const datasetDetail = z.object({
  spec: datasetSpec,
  summary: datasetSummary,
  /** The dataset file's path. */
  file: z.string(),
  /** The table's folder. */
  location: z.string()
})
export type DatasetDetail = z.infer<typeof datasetDetail>

/** A column as it lies in the lake: `physical` is its name in the Parquet files. */
export const storedColumn = z.object({
  name: z.string(),
  physical: z.string(),
  type: columnType,
  kind: columnKind,
  nullable: z.boolean(),
  unit: z.string().optional(),
  description: z.string().optional(),
  partition: z.boolean(),
  key: z.boolean()
})
export type StoredColumn = z.infer<typeof storedColumn>

/** What a file was made from: a source file by name, size and SHA-256. */
export const inputRef = z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })
export type InputRef = z.infer<typeof inputRef>

export const operation = z.enum(['load', 'derive', 'publish', 'undo', 'checkpoint', 'foreign'])

/** One commit as one partition saw it, newest first in lists. */
export const partitionVersion = z.object({
  version: z.number().int(),
  committedAt: instant,
  operation: z.string(),
  runId: z.string().nullable(),
  startedBy: z.string().nullable(),
  rows: z.number().int(),
  bytes: z.number().int(),
  digest: digest.nullable(),
  schemaId: z.string().nullable(),
  /** True for the version whose files are the current ones. */
  current: z.boolean()
})
export type PartitionVersion = z.infer<typeof partitionVersion>

export const columnStats = z.object({
  name: z.string(),
  nulls: z.number().int().nullable(),
  min: z.string().nullable(),
  max: z.string().nullable()
})

export const lakeFile = z.object({
  path: z.string(),
  bytes: z.number().int(),
  rows: z.number().int(),
  modifiedAt: instant,
  digest: digest.nullable(),
  columns: z.array(columnStats)
})
export type LakeFile = z.infer<typeof lakeFile>

export const partitionDetail = z.object({
  dataset: datasetName,
  partition,
  versions: z.array(partitionVersion),
  files: z.array(lakeFile),
  inputs: z.array(inputRef),
  columns: z.array(storedColumn)
})
export type PartitionDetail = z.infer<typeof partitionDetail>

/** Everything that one commit did to the table. */
export const tableVersion = z.object({
  version: z.number().int(),
  committedAt: instant,
  operation: z.string(),
  runId: z.string().nullable(),
  startedBy: z.string().nullable(),
  engine: z.string().nullable(),
  partitions: z.array(
    z.object({ dt: partitionId, rowsBefore: z.number().int(), rowsAfter: z.number().int(), digest: digest.nullable() })
  )
})
export type TableVersion = z.infer<typeof tableVersion>

/** A row that was refused: where it stood, why, and what it said. */
export const quarantinedRow = z.object({
  runId: z.string(),
  dt: z.string().nullable(),
  file: z.string(),
  /** 1-based line of the decoded file on which the record starts; null where it cannot be known. */
  line: z.number().int().nullable(),
  /** Byte offset of the record in the decoded (UTF-8, unpacked) file; null where it cannot be known. */
  byte: z.number().int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  /** Stable reason: cell.type, cell.null, row.ragged, row.quote, row.too_long, row.encoding, row.json, row.partition, row.key */
  reason: z.string(),
  message: z.string(),
  /** The record as it was read, cut at 4,000 characters. */
  raw: z.string()
})
export type QuarantinedRow = z.infer<typeof quarantinedRow>

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** Rows of `before` and `after` matched by primary key, or as whole rows where there is none. */
export const partitionDiff = z.object({
  dataset: datasetName,
  dt: partitionId,
  from: z.number().int(),
  to: z.number().int(),
  by: z.array(z.string()),
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  columns: z.array(z.object({ name: z.string(), changed: z.number().int() })),
  samples: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      key: z.record(z.string(), cell),
      before: z.record(z.string(), cell).nullable(),
      after: z.record(z.string(), cell).nullable()
    })
  ),
  digestFrom: digest.nullable(),
  digestTo: digest.nullable()
})
export type PartitionDiff = z.infer<typeof partitionDiff>

export const fsckFinding = z.object({
  level: z.enum(['error', 'warning', 'info']),
  /** table.missing, file.missing, file.size, file.corrupt, digest.differs, rows.differ, log.gap, log.corrupt, orphan, checkpoint */
  kind: z.string(),
  path: z.string(),
  message: z.string()
})
export const fsckReport = z.object({
  datasets: z.array(
    z.object({
      name: z.string(),
      version: z.number().int().nullable(),
      files: z.number().int(),
      rows: z.number().int(),
      findings: z.array(fsckFinding)
    })
  ),
  ok: z.boolean()
})
export type FsckReport = z.infer<typeof fsckReport>
