import { z } from 'zod'
import { anomalySpec, checkSpec } from './checks'
import { collectSpec, type CollectSpec } from './collect'
import { deliverySpec } from './deliveries'
import { datasetName } from './names'
import {
  derivation,
  expectedBy,
  intervalSpec,
  isoDate,
  runPolicy,
  scheduleSpec,
  span,
  stageName,
  type Derivation
} from './dataset-runs'

/** Four of the types are of time: a calendar date, a wall-clock datetime, an instant (timestamp) and a time of day. */
export const columnKinds = ['text', 'integer', 'decimal', 'float', 'boolean', 'date', 'datetime', 'timestamp', 'time'] as const
export const columnKind = z.enum(columnKinds)
export type ColumnKind = z.infer<typeof columnKind>

/** `decimal(p,s)` with 1 ≤ p ≤ 38 and 0 ≤ s ≤ p, or one of the other kinds by name. */
export const columnType = z
  .string()
  .regex(/^(text|integer|float|boolean|date|datetime|timestamp|time|decimal\(\d{1,2},\d{1,2}\))$/, 'unknown column type')
export type ColumnType = z.infer<typeof columnType>

/** Where a column's values come from: a header name, a 0-based position (files without header), or a part of the path. */
export const columnSource = z.union([
  z.object({ header: z.string() }).strict(),
  z.object({ position: z.number().int().min(0) }).strict(),
  z.object({ path: z.string().min(1) }).strict()
])
export type ColumnSource = z.infer<typeof columnSource>

export const columnSpec = z
  .object({
    /** As shown; unique in the dataset, compared without case. */
    name: z.string().min(1).max(255),
    source: columnSource,
    type: columnType,
    /** How text becomes a date or time: a strptime pattern (`%Y%m%d`), `ms-of-day` (with `datePart`), or absent for ISO 8601. */
    format: z.string().max(64).optional(),
    /** With `ms-of-day`: the part of the path that holds the date. */
    datePart: z.string().max(64).optional(),
    nullable: z.boolean().default(true),
    /** Texts that mean "no value" in this column, beside those of the source. */
    nulls: z.array(z.string()).optional(),
    /** Numbers are written in groups of three digits: `82,500`. */
    thousands: z.literal(',').optional(),
    /** The stored value is the source's value divided by this (LEAN prices: 10000). */
    divideBy: z.number().int().positive().optional(),
    /** The zone of a wall-clock text that becomes a timestamp; the dataset's zone when absent. */
    zone: z.string().optional(),
    unit: z.string().max(32).optional(),
    /** The unit in which the source says it; values become `unit` by an exact factor. */
    sourceUnit: z.string().max(32).optional(),
    /** The column holds codes: all ways to write one are read as the same. */
    code: z.enum(['krx']).optional(),
    /** Of prices: as traded, or adjusted for splits and dividends afterwards. */
    priceBasis: z.enum(['traded', 'adjusted']).optional(),
    description: z.string().max(2000).optional()
  })
  .strict()
export type ColumnSpec = z.infer<typeof columnSpec>

export const fileFormat = z.enum(['csv', 'jsonl', 'parquet'])
export type FileFormat = z.infer<typeof fileFormat>
export const encoding = z.enum(['utf-8', 'cp949'])
export type Encoding = z.infer<typeof encoding>

/** marker: beside the files lies one of this name · quietMinutes: none of them grew so long · manifest: a JSON file names how many rows they have. */
export const completeWhen = z.union([
  z.object({ marker: z.string().min(1).max(255) }).strict(),
  z.object({ quietMinutes: z.number().int().min(1).max(1440) }).strict(),
  z
    .object({
      manifest: z.string().min(1).max(255),
      /** Where in it the number of rows stands. */
      rows: z.string().max(512)
    })
    .strict()
])
export type CompleteWhen = z.infer<typeof completeWhen>

export const sourceSpec = z
  .object({
    /**
     * An absolute path, a path relative to the workspace, or an http(s) URL; a folder is read with `pattern`. `{interval:%Y%m%d}` (a strftime
     * pattern over the interval's start in the dataset's zone), also in `pattern`, makes each interval a file of its own.
     */
    location: z.string().min(1).max(4096),
    /** Which files of a folder or archive, as a glob (`**\/*_trade.zip`); all of the format when absent. */
    pattern: z.string().max(1024).optional(),
    /** Named parts of each file's path, e.g. `{ticker}/{date:%Y%m%d}_trade.zip`. */
    pathTemplate: z.string().max(1024).optional(),
    format: fileFormat,
    encoding: encoding.default('utf-8'),
    delimiter: z.string().length(1).default(','),
    quote: z.string().max(1).default('"'),
    header: z.boolean().default(true),
    /** Texts that mean "no value" in every column; an unquoted empty cell always does. */
    nulls: z.array(z.string()).default([]),
    /** Of a bucket: `s3://bucket/prefix` is read by this connection. */
    connection: datasetName.optional(),
    /** When files that fill by themselves are whole. */
    completeWhen: completeWhen.optional()
  })
  .strict()
export type SourceSpec = z.infer<typeof sourceSpec>

export const grain = z.enum(['day', 'month'])
export type Grain = z.infer<typeof grain>

/** One date-like column, or a year column and a month column (grain month). */
export const partitionSpec = z.object({ columns: z.array(z.string()).min(1).max(2), grain }).strict()
export type PartitionSpec = z.infer<typeof partitionSpec>

/** full: the source is the whole truth · incremental: the latest row per key wins · append: rows are only added. */
export const loadMode = z.enum(['full', 'incremental', 'append'])
export type LoadMode = z.infer<typeof loadMode>

/** A dataset file, `<workspace>/datasets/<name>.dataset.json`. */
export const datasetSpec = z
  .object({
    $schema: z.string().optional(),
    format: z.literal(1),
    name: datasetName,
    title: z.object({ ko: z.string().optional(), en: z.string().optional() }).strict().optional(),
    description: z.string().max(4000).optional(),
    owner: z.string().max(255).optional(),
    /** Generated data: every screen labels it so. */
    simulated: z.boolean().optional(),
    /** Where its rows come from; a derived dataset has `derive` in its place. */
    source: sourceSpec.optional(),
    /** Asked for by date, at a server or a database. */
    collect: collectSpec.optional(),
    /** A mart: SQL over other datasets. */
    derive: derivation.optional(),
    /** Of a derived dataset: only those that need a unit, a description or another type than the query gives. */
    columns: z.array(columnSpec).max(2000),
    primaryKey: z.array(z.string()).default([]),
    /** Among rows of one key the greatest value wins; the later row where absent or equal. */
    latestBy: z.string().optional(),
    partition: partitionSpec.optional(),
    /** Rows of a file are stored in this order. */
    sort: z.array(z.string()).default([]),
    mode: loadMode.default('full'),
    /** The IANA zone of dates and of times without zone. */
    zone: z.string().default('Asia/Seoul'),
    /** What an unreadable cell costs: its row goes to quarantine, or the cell becomes null and is noted. */
    badCell: z.enum(['row', 'cell']).default('row'),
    /** Share of rows (0–1) that may go to quarantine before the load is refused. */
    maxBadShare: z.number().min(0).max(1).default(0.05),
    /** The business calendar by which partitions are expected: a file of resources/calendars or of the workspace. */
    calendar: z.string().max(64).optional(),
    /** Where the dataset stands in the flow; told from the graph when absent. */
    stage: stageName.optional(),
    /** What arrives, beside the grain of what is stored; the partition's grain when absent. */
    interval: intervalSpec.optional(),
    expectedBy: expectedBy.optional(),
    schedule: scheduleSpec.optional(),
    /** First and last date (inclusive) for which data can exist; `from` the first partition there when absent, `to` open. */
    range: z.object({ from: isoDate.optional(), to: isoDate.optional() }).strict().optional(),
    /** Each scheduled run reads this much of the past again, since the source restates it. */
    restate: span.optional(),
    /** So recent data may still change: marked provisional. */
    provisional: span.optional(),
    /** An interval without a row: refused as a late source (default where a calendar says that data should be there), or accepted. */
    whenEmpty: z.enum(['refuse', 'accept']).optional(),
    runs: runPolicy.optional(),
    /** What must hold before a partition is published. */
    checks: z.array(checkSpec).max(200).optional(),
    /** What is watched for the unusual. */
    anomalies: anomalySpec.optional(),
    /** Where its partitions go after they were published. */
    deliver: z.array(deliverySpec).max(8).optional()
  })
  .strict()
export type DatasetSpec = z.infer<typeof datasetSpec>
export type DatasetSpecInput = z.input<typeof datasetSpec>
/** A dataset that is read from a source. */
export const sourcedSpec = datasetSpec.extend({ source: sourceSpec })
export type SourcedSpec = DatasetSpec & { source: SourceSpec }
/** A dataset that is made from others. */
export type DerivedSpec = DatasetSpec & { derive: Derivation }
/** A dataset that is asked for at a server or database. */
export type CollectedSpec = DatasetSpec & { collect: CollectSpec }
export const isCollected = (spec: DatasetSpec): spec is CollectedSpec => spec.collect !== undefined
export const isSourced = (spec: DatasetSpec): spec is SourcedSpec => spec.source !== undefined
export const isDerived = (spec: DatasetSpec): spec is DerivedSpec => spec.derive !== undefined
