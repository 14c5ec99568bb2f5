import { z } from 'zod'
import { errorData } from './errors'
import { notExpectedReason, partitionState } from './lake'
import { instant, intervalId, partitionId } from './names'

/** One interval of a dataset: what should arrive, and what did. */
export const intervalStatus = z.object({
  id: intervalId,
  /** The partition that holds it. */
  dt: partitionId,
  state: z.union([partitionState, notExpectedReason]),
  rows: z.number().int().nullable(),
  expectedBy: instant.nullable(),
  /** When it was first there. */
  arrivedAt: instant.nullable(),
  /** Minutes after expectedBy: until it arrived, or until now; null where it is not late or was not. */
  lateMinutes: z.number().int().nullable(),
  /** Why nothing is expected: the holiday's name in both languages. */
  holiday: z.object({ ko: z.string(), en: z.string() }).optional(),
  error: errorData.optional()
})
export type IntervalStatus = z.infer<typeof intervalStatus>
