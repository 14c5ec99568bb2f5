import { z } from 'zod'
import { errorData } from './errors'
import { partitionDiff } from './lake'
import { datasetName, digest, instant, partitionId } from './names'
import { backfillPlan, planSkip } from './plan'
import { partitionChange, runTrigger } from './runs'

/**
 * running · pausing: nothing new starts, what is in flight ends · paused · cancelling · staged: waits to be published or thrown away ·
 * done: all ok · failed: at least one partition failed, the others are done · cancelled · discarded: thrown away after staging.
 */
export const backfillState = z.enum([
  'running',
  'pausing',
  'paused',
  'cancelling',
  'staged',
  'publishing',
  'done',
  'failed',
  'cancelled',
  'discarded'
])
export type BackfillState = z.infer<typeof backfillState>
export const backfillEnds: readonly BackfillState[] = ['done', 'failed', 'cancelled', 'discarded']

/** waiting → running → (staged →) ok, empty, failed, refused, cancelled, or skipped (an input of it failed). */
export const itemState = z.enum(['waiting', 'running', 'staged', 'ok', 'empty', 'failed', 'refused', 'cancelled', 'skipped'])
export type ItemState = z.infer<typeof itemState>

export const backfillItem = z.object({
  dataset: datasetName,
  dt: partitionId,
  unit: z.number().int(),
  state: itemState,
  /** Its attempts, oldest first: ids of runs. */
  attempts: z.array(z.string()),
  rowsBefore: z.number().int(),
  rowsAfter: z.number().int().nullable(),
  digestBefore: digest.nullable(),
  digestAfter: digest.nullable(),
  change: partitionChange.nullable(),
  /** With a review: how many rows differ. */
  difference: z
    .object({ added: z.number().int(), removed: z.number().int(), changed: z.number().int(), unchanged: z.number().int() })
    .optional(),
  error: errorData.optional()
})
export type BackfillItem = z.infer<typeof backfillItem>

export const backfill = z.object({
  id: z.string(),
  dataset: datasetName,
  state: backfillState,
  plan: backfillPlan,
  startedBy: z.string(),
  /** What started it: a person, the schedule, an arrival, another dataset. */
  trigger: runTrigger,
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** The job that is at work on it, or was last. */
  job: z.string().nullable(),
  items: z.array(backfillItem),
  skip: z.array(planSkip),
  /** Finished items, and all. */
  finished: z.number().int(),
  total: z.number().int(),
  log: z.array(z.object({ at: instant, text: z.string() })),
  error: errorData.optional(),
  /** Why what happens cannot be written down now (a full disk): nothing new starts, and it goes on by itself once that can be. */
  waitsFor: errorData.optional()
})
export type Backfill = z.infer<typeof backfill>

export const backfillSummary = backfill.omit({ items: true, plan: true, skip: true, log: true }).extend({
  from: partitionId.nullable(),
  to: partitionId.nullable(),
  changed: z.number().int(),
  failed: z.number().int()
})
export type BackfillSummary = z.infer<typeof backfillSummary>

/** The result of job `backfill`. */
export const backfillResult = z.object({
  runId: z.string(),
  state: backfillState,
  partitions: z.array(
    backfillItem.pick({ dataset: true, dt: true, state: true, digestBefore: true, digestAfter: true, change: true, error: true })
  )
})
export type BackfillResult = z.infer<typeof backfillResult>

/** What a staged backfill would change in one partition. */
export const stagedDiff = partitionDiff

/** The proof of a run or backfill: what it says can be computed again from the lake. */
export const proof = z.object({
  run: z.string(),
  madeAt: instant,
  /** no_change: an idempotent re-run · changed · duplicates: keys stand more than once in a partition that it wrote. */
  verdict: z.enum(['no_change', 'changed', 'duplicates']),
  partitions: z.array(
    z.object({
      dataset: datasetName,
      dt: partitionId,
      change: partitionChange.nullable(),
      state: itemState,
      rowsBefore: z.number().int(),
      rowsAfter: z.number().int().nullable(),
      digestBefore: digest.nullable(),
      digestAfter: digest.nullable(),
      /** Key values that more than one row of the partition has; null where the dataset has no key. */
      duplicateKeys: z.number().int().nullable(),
      duplicateSample: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
      inputs: z.array(z.object({ name: z.string(), version: z.string() }))
    })
  ),
  changed: z.number().int(),
  /** Later runs that changed a partition which this one wrote: an undo is refused while there are any. Derived ones become stale instead. */
  builtOn: z.array(z.object({ run: z.string(), dataset: datasetName, dt: partitionId }))
})
export type Proof = z.infer<typeof proof>
