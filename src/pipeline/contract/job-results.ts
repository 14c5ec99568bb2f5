import { z } from 'zod'
import { backfillResult, proof, stagedDiff } from './backfills'
import type { JobKind } from './jobs'
import { checkReport } from './checks'
import { connectionTest } from './connections'
import { deliverResult } from './deliveries'
import { fsckReport, partitionDiff } from './lake'
import { anomalySeries, checkSuggestions, collectPreview, sweepReport } from './methods-collect'
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
  'connection-test': connectionTest,
  'collect-preview': collectPreview,
  sweep: sweepReport,
  checks: checkReport,
  'check-suggestions': checkSuggestions,
  anomalies: anomalySeries,
  deliver: deliverResult,
  demo: z.object({ datasets: z.array(z.string()) })
} satisfies Record<JobKind, z.ZodType>
export type JobResultOf<K extends JobKind> = z.output<(typeof jobResults)[K]>
