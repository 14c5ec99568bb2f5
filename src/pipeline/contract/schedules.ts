import { z } from 'zod'
import { scheduleSpec } from './dataset-runs'
import { errorData } from './errors'
import { datasetName, instant, intervalId } from './names'

/** run: given to a run · skipped: missed and skipped as the dataset says, or nothing to do · failed to start. */
export const tickState = z.enum(['due', 'run', 'skipped', 'failed'])

/** One interval that fell due: claimed once, by whichever engine holds the workspace; the newest 100,000 of each dataset are kept. */
export const scheduleTick = z.object({
  dataset: datasetName,
  interval: intervalId,
  dueAt: instant,
  state: tickState,
  /** Why it was skipped. */
  reason: z.string().nullable(),
  /** The backfill that it was given to. */
  backfill: z.string().nullable(),
  at: instant
})
export type ScheduleTick = z.infer<typeof scheduleTick>

export const scheduleStatus = z.object({
  dataset: datasetName,
  schedule: scheduleSpec,
  /** Null for `after` and `arrival`, and while paused. */
  nextAt: instant.nullable(),
  nextInterval: intervalId.nullable(),
  last: scheduleTick.nullable(),
  missed: z.number().int(),
  error: errorData.optional()
})
export type ScheduleStatus = z.infer<typeof scheduleStatus>
