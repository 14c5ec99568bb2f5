import { z } from 'zod'
import { errorData } from './errors'
import { datasetName, fieldName, instant, partitionId } from './names'

/** A table that a dataset's partitions are upserted into after they were published. */
export const deliverySpec = z
  .object({
    id: fieldName,
    kind: z.literal('mysql'),
    connection: datasetName,
    /** Made with the dataset's columns where it is not there. */
    table: z.string().min(1).max(64)
  })
  .strict()
export type DeliverySpec = z.infer<typeof deliverySpec>

/** One partition in one target. `behind`: published since. */
export const deliveryStatus = z.object({
  dataset: datasetName,
  delivery: fieldName,
  connection: datasetName,
  table: z.string(),
  dt: partitionId,
  state: z.enum(['delivered', 'behind', 'failed', 'running']),
  /** Of the lake's table, as delivered. */
  version: z.number().int().nullable(),
  rows: z.number().int().nullable(),
  /** Of the rows as they were sent and as they were read back. */
  digest: z.string().nullable(),
  at: instant.nullable(),
  error: errorData.optional()
})
export type DeliveryStatus = z.infer<typeof deliveryStatus>

/** The result of job `deliver`. */
export const deliverResult = z.object({
  run: z.string(),
  partitions: z.array(
    z.object({
      delivery: fieldName,
      dt: partitionId,
      rows: z.number().int(),
      digest: z.string(),
      change: z.enum(['delivered', 'unchanged'])
    })
  ),
  /** The first of those that came in its way; what is listed was delivered all the same. */
  error: errorData.optional()
})
export type DeliverResult = z.infer<typeof deliverResult>

/** A dataset offered by `serve` under a URL of its own. The token is told once, when it is made; only its hash is kept. */
export const share = z.object({
  id: z.string(),
  dataset: datasetName,
  createdBy: z.string(),
  createdAt: instant,
  lastReadAt: instant.nullable(),
  reads: z.number().int()
})
export type Share = z.infer<typeof share>

/** Paths below the server: `…/dataset.csv` and `…/dataset.parquet`, with `?dt=`, `?from=&to=`. */
export const newShare = share.extend({ csvUrl: z.string(), parquetUrl: z.string() })
export type NewShare = z.infer<typeof newShare>
