import { z } from 'zod'
import { backfillResult, proof, stagedDiff } from './backfills'
import type { JobKind } from './jobs'
import { fsckReport, partitionDiff } from './lake'
import { loadCheck, recognition } from './recognition'
import { loadResult } from './runs'

/** The result of each kind of job. */
export const jobResults = {
  load: loadResult,
  undo: loadResult,
  recognise: recognition,
  check: loadCheck,
  diff: partitionDiff,
  fsck: fsckReport,
  backfill: backfillResult,
  'staged-diff': stagedDiff,
  proof,
  demo: z.object({ datasets: z.array(z.string()) })
} satisfies Record<JobKind, z.ZodType>
export type JobResultOf<K extends JobKind> = z.output<(typeof jobResults)[K]>
