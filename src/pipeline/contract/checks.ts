import { z } from 'zod'
import { datasetName, fieldName, instant, partitionId } from './names'

const severity = z.enum(['block', 'warn']).default('block')
const column = z.string().min(1).max(255)
/** Share of a partition's rows (0–1) that may fail. */
const maxShare = z.number().min(0).max(1).default(0)
const base = { id: fieldName, severity, description: z.string().max(1000).optional() }

/** What must hold for a partition before it is published. `id` is unique in the dataset and names its incidents. */
export const checkSpec = z.discriminatedUnion('kind', [
  /** Rows against the median of earlier partitions (of the same weekday by day), as shares of it; or fixed bounds. */
  z
    .object({
      ...base,
      kind: z.literal('rows'),
      min: z.number().int().min(0).optional(),
      max: z.number().int().min(0).optional(),
      /** 0.3: from 70 % to 130 % of the median. */
      within: z.number().positive().max(10).optional(),
      /** Earlier partitions that the median is of; fewer than 4 judge nothing. */
      last: z.number().int().min(4).max(400).default(20)
    })
    .strict(),
  /** The newest value of a date or time column lies no longer before the partition's end. */
  z.object({ ...base, kind: z.literal('freshness'), column, maxMinutes: z.number().int().min(1) }).strict(),
  z.object({ ...base, kind: z.literal('nulls'), column, maxShare }).strict(),
  /** No two rows have the same values of these; the dataset's key when absent. */
  z.object({ ...base, kind: z.literal('unique'), columns: z.array(column).max(16).optional() }).strict(),
  /** Bounds as texts of the column's type. */
  z
    .object({ ...base, kind: z.literal('range'), column, min: z.string().optional(), max: z.string().optional(), maxShare })
    .strict(),
  z.object({ ...base, kind: z.literal('values'), column, values: z.array(z.string()).min(1).max(10_000), maxShare }).strict(),
  /** A condition over the columns of one row, in DuckDB's SQL: it fails where it is not true. */
  z.object({ ...base, kind: z.literal('rule'), sql: z.string().min(1).max(4000), maxShare }).strict(),
  /** left / right is the same in all rows, within a share of its median. */
  z
    .object({ ...base, kind: z.literal('ratio'), left: column, right: column, within: z.number().positive().max(1), maxShare })
    .strict(),
  /** Every value stands in a column of another dataset: in its partition of the same day or the newest before it (`asOf`), or anywhere. */
  z
    .object({
      ...base,
      kind: z.literal('reference'),
      column,
      dataset: datasetName,
      refColumn: column,
      asOf: z.boolean().default(true),
      maxShare
    })
    .strict(),
  /** An aggregate of this partition against the same of another dataset, within a share. */
  z
    .object({
      ...base,
      kind: z.literal('reconcile'),
      dataset: datasetName,
      measure: z.string().min(1).max(1000),
      refMeasure: z.string().min(1).max(1000).optional(),
      within: z.number().min(0).max(1).default(0)
    })
    .strict(),
  /** Columns and types are those of the partition before. */
  z.object({ ...base, kind: z.literal('schema') }).strict()
])
export type CheckSpec = z.infer<typeof checkSpec>
export type CheckKind = CheckSpec['kind']

/** Values of a row, as text by column. */
export const sampleRow = z.record(z.string(), z.string().nullable())

/** What a check found in one partition. */
export const checkResult = z.object({
  check: fieldName,
  kind: z.string(),
  severity: z.enum(['block', 'warn']),
  dt: partitionId,
  /** skipped: it could not judge, as without earlier partitions. */
  state: z.enum(['ok', 'failed', 'skipped']),
  /** What was seen and what was allowed, as texts, for a sentence: {rows: "120", median: "2,031", weekday: "mon"}. */
  measured: z.record(z.string(), z.string()),
  /** A code of the reason, by which windows say it in words. */
  reason: z.string(),
  failingRows: z.number().int(),
  rows: z.number().int(),
  /** At most 100 of the failing rows. */
  sample: z.array(sampleRow)
})
export type CheckResult = z.infer<typeof checkResult>

/** The result of job `checks`: partitions as they lie. */
export const checkReport = z.object({
  dataset: datasetName,
  at: instant,
  partitions: z.number().int(),
  results: z.array(checkResult),
  /** Of each check: how often it would have fired. */
  fired: z.array(z.object({ check: fieldName, failed: z.number().int(), skipped: z.number().int(), of: z.number().int() }))
})
export type CheckReport = z.infer<typeof checkReport>

/** A check that a dataset's own history suggests, with what it was told from. */
export const checkSuggestion = z.object({
  check: checkSpec,
  evidence: z.object({
    partitions: z.number().int(),
    rows: z.number().int(),
    reason: z.string(),
    values: z.record(z.string(), z.string())
  })
})
export type CheckSuggestion = z.infer<typeof checkSuggestion>

/** Which measures of each partition are watched for the unusual. */
export const anomalySpec = z
  .object({
    /** `rows`, or an aggregate in DuckDB's SQL by a name of one's own. */
    measures: z.record(fieldName, z.string().min(1).max(1000)).default({}),
    rows: z.boolean().default(true),
    /** The return of each entity's value from one date to the next. */
    returns: z.object({ entity: column, value: column, date: column }).strict().optional(),
    /** |robust z| above this is unusual. Iglewicz and Hoaglin (1993) propose 3.5. */
    threshold: z.number().min(2).max(20).default(3.5),
    /** A return is unusual only above this share as well. */
    minReturn: z.number().min(0).max(10).default(0.15)
  })
  .strict()
export type AnomalySpec = z.infer<typeof anomalySpec>

/** A point of a measure's series; `z` null where too little came before it. */
export const measurePoint = z.object({
  dt: partitionId,
  value: z.number(),
  median: z.number().nullable(),
  z: z.number().nullable(),
  anomaly: z.boolean()
})
export const measureSeries = z.object({
  dataset: datasetName,
  measure: z.string(),
  seasonal: z.boolean(),
  threshold: z.number(),
  points: z.array(measurePoint)
})
export type MeasureSeries = z.infer<typeof measureSeries>
