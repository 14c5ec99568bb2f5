import { z } from 'zod'
import { errorData } from './errors'
import { datasetName, instant } from './names'

/** How much of a connection's daily requests is used. */
export const quotaState = z.object({
  connection: datasetName,
  used: z.number().int(),
  perDay: z.number().int().nullable(),
  resetsAt: instant.nullable(),
  /** The server said that it is used up. */
  exhausted: z.boolean(),
  /** Backfills that wait for it. */
  waiting: z.array(z.string())
})
export type QuotaState = z.infer<typeof quotaState>

export const health = z.object({
  now: instant,
  verdict: z.enum(['ok', 'warning', 'failing']),
  disk: z.object({
    freeBytes: z.number().int().nullable(),
    totalBytes: z.number().int().nullable(),
    lakeBytes: z.number().int(),
    rawBytes: z.number().int(),
    stateBytes: z.number().int(),
    logBytes: z.number().int(),
    /** Days until it is full at the pace of the last seven; null where it does not grow. */
    daysLeft: z.number().nullable()
  }),
  engine: z.object({
    startedAt: instant,
    rssBytes: z.number().int(),
    workers: z.array(z.object({ role: z.string(), state: z.enum(['ready', 'starting', 'down']) })),
    clients: z.number().int(),
    jobsRunning: z.number().int(),
    eventLoopMs: z.number()
  }),
  quotas: z.array(quotaState),
  schedules: z.array(
    z.object({
      dataset: datasetName,
      /** Seconds between the last interval's due time and its start; null where none ran. */
      lateSeconds: z.number().nullable(),
      /** Median of the last 20. */
      medianSeconds: z.number().nullable(),
      waiting: z.number().int(),
      failed: z.number().int()
    })
  ),
  /** What nothing of the lake refers to within its retention. */
  retention: z.array(
    z.object({
      dataset: datasetName,
      keptDays: z.number(),
      liveBytes: z.number().int(),
      keptBytes: z.number().int(),
      wouldFreeBytes: z.number().int(),
      wouldFreeFiles: z.number().int(),
      rawBytes: z.number().int()
    })
  ),
  problems: z.array(errorData)
})
export type Health = z.infer<typeof health>
