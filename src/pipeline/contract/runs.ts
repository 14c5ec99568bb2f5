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
  run: z.string(),
  state: z.enum(['done', 'unchanged', 'refused', 'failed', 'cancelled']),
  rowsRead: z.number().int(),
  rowsWritten: z.number().int(),
  rowsQuarantined: z.number().int(),
  rowsSuperseded: z.number().int(),
  partitions: z.array(z.object({ dt: partitionId, rows: z.number().int(), digest: digest.nullable(), change: partitionChange })),
  /** The table's version after the run; null while nothing was ever committed. */
  version: z.number().int().nullable(),
  /** Things worth mentioning that cost no row: number.exponent, cell.nulled, input.seen … */
  notes: z.array(z.object({ code: z.string(), column: z.string().nullable(), count: z.number().int() })),
  error: errorData.optional()
})
export type LoadResult = z.infer<typeof loadResult>

/** One attempt of a load or undo, kept for ever. */
export const runRecord = z.object({
  id: z.string(),
  dataset: datasetName,
  kind: z.enum(['load', 'undo']),
  state: z.enum(['running', 'done', 'unchanged', 'refused', 'failed', 'cancelled', 'interrupted']),
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
