import { z } from 'zod'
import { errorData } from './errors'
import { partitionState } from './lake'
import { datasetName, digest, intervalId, partitionId } from './names'

/** Which of the selected partitions are made again. */
export const onlyState = z.enum(['missing', 'failed', 'stale'])
export type OnlyState = z.infer<typeof onlyState>
export const backfillOnly = z.union([z.literal('all'), z.array(onlyState).min(1)])
export type BackfillOnly = z.infer<typeof backfillOnly>

/** Partitions of one dataset: a range with both ends included, or a list. Neither: all that are known or expected. */
export const backfillSelection = z
  .object({
    name: datasetName,
    from: partitionId.optional(),
    to: partitionId.optional(),
    dts: z.array(partitionId).min(1).max(20_000).optional(),
    /** Only this interval of its partition is read, as a schedule does. */
    interval: intervalId.optional(),
    /** missing: also late, partial and never loaded. failed: also refused. */
    only: backfillOnly.default(['missing', 'failed'])
  })
  .strict()
export type BackfillSelection = z.infer<typeof backfillSelection>

export const backfillOptions = z
  .object({
    order: z.enum(['oldest', 'newest']).optional(),
    concurrency: z.number().int().min(1).max(16).optional(),
    /** Run the derived partitions that follow as well. */
    follow: z.boolean().default(true),
    /** direct: each is published when it is made; review: all are staged, and published or thrown away together; absent: as the dataset says. */
    publish: z.enum(['direct', 'review']).optional(),
    /** Read the answers that were kept, without asking the server again. */
    fromRaw: z.boolean().optional()
  })
  .strict()
export type BackfillOptions = z.infer<typeof backfillOptions>

export const planWhy = z.enum(['missing', 'failed', 'stale', 'forced'])
export const skipWhy = z.enum([
  'ok',
  'empty',
  'not_selected',
  'running',
  'future',
  'market_closed',
  'out_of_range',
  'input_missing',
  'blocked'
])
export type SkipWhy = z.infer<typeof skipWhy>

/** Seconds of earlier runs of the same thing; `runs` is how many were looked at. */
export const secondsEstimate = z.object({ median: z.number(), low: z.number(), high: z.number(), runs: z.number().int() })
export type SecondsEstimate = z.infer<typeof secondsEstimate>

/** Amount in `currency`; null where the engine that runs it is not billed. */
export const planCost = z.object({ amount: z.number(), currency: z.string(), formula: z.string() }).nullable()

export const planItem = z.object({
  dataset: datasetName,
  dt: partitionId,
  why: planWhy,
  /** What it is now; missing and failed as a reason take in more states than one. Absent where nothing is known of it. */
  state: partitionState.optional(),
  /** Position in the order of starting, from 0; items of one unit are read together and start together. */
  unit: z.number().int(),
  rowsNow: z.number().int(),
  bytesNow: z.number().int(),
  /** Of what it holds now; absent where it holds nothing, or its digest is not known. */
  digestNow: digest.optional(),
  /** Rows of the inputs where they are known (derived: exactly; sources: as it was read last time), else null. */
  readRows: z.number().int().nullable(),
  /** Bytes to read. The sizes of source files that several items share are divided among them; the sum is exact. */
  readBytes: z.number().int().nullable(),
  writeRows: z.number().int().nullable(),
  writeBytes: z.number().int().nullable(),
  seconds: z.number().nullable(),
  /** Of a dataset that is asked for at a server: requests, as earlier runs needed; null where none ran. */
  requests: z.number().int().nullable().optional()
})
export type PlanItem = z.infer<typeof planItem>

export const planSkip = z.object({ dataset: datasetName, dt: partitionId, why: skipWhy, detail: z.string().optional() })
export type PlanSkip = z.infer<typeof planSkip>

/** A derived partition that will be stale, and is made again after those that it is made from. */
export const planFollow = planItem.extend({ because: z.array(z.object({ dataset: datasetName, dt: partitionId })) })
export type PlanFollow = z.infer<typeof planFollow>

export const planSum = z.object({
  partitions: z.number().int(),
  readRows: z.number().int(),
  readBytes: z.number().int(),
  writeRows: z.number().int(),
  writeBytes: z.number().int(),
  /** Null where no item has an earlier run. */
  seconds: secondsEstimate.nullable(),
  requests: z.number().int().nullable().optional(),
  cost: planCost
})
export type PlanSum = z.infer<typeof planSum>

export const backfillPlan = z.object({
  hash: z.string(),
  selection: backfillSelection,
  options: backfillOptions,
  /** First and last selected partition; null where nothing was selected. */
  from: partitionId.nullable(),
  to: partitionId.nullable(),
  /** How many partitions were selected, both ends included. */
  selected: z.number().int(),
  /** What the plan was made of: each dataset's table version (`v12`, `none`), each source (`source:NAME`) by its files, and of each dataset
   * that is made its query (`query:NAME`) and the rest of its file (`spec:NAME`). */
  basis: z.array(z.object({ of: z.string(), at: z.string() })),
  items: z.array(planItem),
  skip: z.array(planSkip),
  follows: z.array(planFollow),
  sum: planSum,
  /** Why it cannot be started although it was planned: another backfill is active (`run.overlap`), an order that cannot be. */
  obstacles: z.array(errorData),
  /** What will likely go wrong with what is run all the same: a source without a file of a date, or one that cannot be listed. */
  warnings: z.array(errorData).optional()
})
export type BackfillPlan = z.infer<typeof backfillPlan>

/** One figure of a partition that a plan tells, and how it reads now. */
export const planChange = z.object({
  field: z.enum(['why', 'rowsNow', 'readBytes', 'unit']),
  before: z.union([planWhy, z.number()]).nullable(),
  after: z.union([planWhy, z.number()]).nullable()
})
export type PlanChange = z.infer<typeof planChange>

/** What is different between a plan that was shown and what would be planned now. */
export const planDifference = z.object({
  added: z.array(z.object({ dataset: datasetName, dt: partitionId })),
  removed: z.array(z.object({ dataset: datasetName, dt: partitionId })),
  changed: z.array(
    z.object({ dataset: datasetName, dt: partitionId, what: z.string(), figures: z.array(planChange).optional() })
  ),
  /** Inputs that were committed or replaced, queries (`query:NAME`) and dataset files (`spec:NAME`) that were changed since. */
  inputs: z.array(z.object({ dataset: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** What was asked for otherwise: another dataset or interval, or an option of the backfill; null where it was left open. */
  asked: z.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })).optional()
})
export type PlanDifference = z.infer<typeof planDifference>
