import { z } from 'zod'
import { errorData } from './errors'
import { inputRef } from './lake'
import { datasetName, digest, instant, partitionId } from './names'

export const partitionChange = z.enum(['created', 'replaced', 'unchanged', 'emptied'])
export type PartitionChange = z.infer<typeof partitionChange>

/**
 * What a load did. Where it ended (`done`, `unchanged`): rowsRead = rowsWritten + rowsQuarantined + rowsSuperseded, over the rows of
 * the partitions asked for; rows of unchanged partitions and of inputs seen before (`input.seen`) count as written, those of other
 * partitions (`rows.outside`) not at all. `refused` for too many bad rows: rowsRead and rowsQuarantined (the bad ones) are counted,
 * the others are 0, for nothing was written. Other refusals, `failed` and `cancelled`: all are 0.
 */
export const loadResult = z.object({
  /** Of several datasets: the last of their runs. */
  run: z.string(),
  state: z.enum(['done', 'unchanged', 'refused', 'failed', 'cancelled']),
  rowsRead: z.number().int(),
  rowsWritten: z.number().int(),
  rowsQuarantined: z.number().int(),
  rowsSuperseded: z.number().int(),
  partitions: z.array(
    z.object({
      /** Named where the result is of several datasets. */
      dataset: datasetName.optional(),
      ...{ dt: partitionId, rows: z.number().int(), digest: digest.nullable(), change: partitionChange }
    })
  ),
  /** The table's version after the run; null while nothing was ever committed, and where the result is of several datasets. */
  version: z.number().int().nullable(),
  /** Things worth mentioning that cost no row: number.exponent, cell.nulled, input.seen … */
  notes: z.array(z.object({ code: z.string(), column: z.string().nullable(), count: z.number().int() })),
  /** Of an undo: derived partitions that were made from what it took back. */
  stale: z.array(z.object({ dataset: datasetName, dt: partitionId })).optional(),
  error: errorData.optional()
})
export type LoadResult = z.infer<typeof loadResult>

export const runTrigger = z.enum(['person', 'schedule', 'arrival', 'after'])
export type RunTrigger = z.infer<typeof runTrigger>

/** deliver: rows were sent to a table outside of the lake, which stayed as it was. */
export const runKinds = ['load', 'derive', 'publish', 'undo', 'deliver'] as const

/** One attempt of a load, a derivation, a publication or an undo, kept for ever. */
export const runRecord = z.object({
  id: z.string(),
  dataset: datasetName,
  kind: z.enum(runKinds),
  /** The backfill that it belongs to, and which attempt at its partitions it is, from 1. */
  backfill: z.string().nullable().default(null),
  attempt: z.number().int().default(1),
  /** What started it: somebody in a window or at a command line (`startedBy`), a schedule, a file that came, or the dataset before it. */
  trigger: runTrigger.default('person'),
  /**
   * What did the work: `duckdb 1.5.6` of loads and derivations, `penstock` of publications and undos, which move files without reading rows;
   * `duckdb` where the version was not kept (runs of earlier versions, and those told from the lake's log).
   */
  engine: z.string().default('duckdb'),
  bytesRead: z.number().int().default(0),
  /** Of a dataset that is asked for at a server: requests that it made, and answers that were kept from before. */
  requests: z.number().int().optional(),
  answersKept: z.number().int().optional(),
  state: z.enum(['running', 'done', 'unchanged', 'refused', 'failed', 'cancelled', 'interrupted']),
  /** With state `unchanged`: it staged its changes for a review. They are in the lake by the publication, if there was one. */
  staged: z.boolean().optional(),
  startedBy: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  inputs: z.array(inputRef),
  versionBefore: z.number().int().nullable(),
  versionAfter: z.number().int().nullable(),
  rowsRead: z.number().int(),
  rowsWritten: z.number().int(),
  rowsQuarantined: z.number().int(),
  rowsSuperseded: z.number().int(),
  bytesWritten: z.number().int(),
  partitions: z.array(
    z.object({
      dt: partitionId,
      rows: z.number().int(),
      digestBefore: digest.nullable(),
      digestAfter: digest.nullable(),
      change: partitionChange
    })
  ),
  log: z.array(z.object({ at: instant, text: z.string() })),
  error: errorData.optional()
})
export type RunRecord = z.infer<typeof runRecord>

export const runStates = ['running', 'done', 'unchanged', 'refused', 'failed', 'cancelled', 'interrupted'] as const
/** A run as lists show it. */
export const runSummary = runRecord.omit({ log: true, inputs: true, partitions: true }).extend({
  /** First and last partition that it changed or was asked for. */
  from: partitionId.nullable(),
  to: partitionId.nullable(),
  touched: z.number().int(),
  changed: z.number().int(),
  seconds: z.number().nullable(),
  /** Outside 3 × MAD of the last 20 runs of the same thing. */
  outlier: z.boolean()
})
export type RunSummary = z.infer<typeof runSummary>

/** Runs of a dataset, or of a day, summed. `changed` leaves out what was only staged. */
export const runGroup = z.object({
  /** A dataset's name, or a date. */
  key: z.string(),
  runs: z.number().int(),
  failed: z.number().int(),
  changed: z.number().int(),
  rows: z.number().int(),
  seconds: z.number()
})
export type RunGroup = z.infer<typeof runGroup>

export const runFilter = z
  .object({
    name: datasetName.optional(),
    dt: partitionId.optional(),
    states: z.array(z.enum(runStates)).optional(),
    kinds: z.array(z.enum(runKinds)).optional(),
    trigger: runTrigger.optional(),
    startedBy: z.string().max(255).optional(),
    backfill: z.string().max(64).optional(),
    /** Instants, `since` inclusive, `until` exclusive. */
    since: instant.optional(),
    until: instant.optional(),
    /** Part of an id, dataset, person, error code or error text. */
    text: z.string().max(200).optional()
  })
  .strict()
export type RunFilter = z.infer<typeof runFilter>
