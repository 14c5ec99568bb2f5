import { z } from 'zod'
import { errorCode } from './errors'
import { datasetName } from './names'

/** `YYYY-MM-DD`. */
export const isoDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date is YYYY-MM-DD')
/** `HH:MM`, 00:00 to 23:59. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM')

/** collect: what arrives, raw · lake: typed tables · warehouse: joined and cleaned · mart: what reports read. */
export const stageNames = ['collect', 'lake', 'warehouse', 'mart'] as const
export const stageName = z.enum(stageNames)
export type StageName = z.infer<typeof stageName>

/** What arrives. `day` with a calendar is a trading day. Minutes must divide an hour or be whole hours; hours must divide a day. */
export const intervalSpec = z
  .object({
    unit: z.enum(['minute', 'hour', 'day', 'month']),
    every: z.number().int().min(1).max(720).default(1),
    /** The date-like column that says to which interval a row belongs; the partition column when absent. */
    column: z.string().optional()
  })
  .strict()
export type IntervalSpec = z.infer<typeof intervalSpec>

/**
 * When an interval is due. `days` and `time`: that many business days (of the dataset's calendar, calendar days without one) after the
 * interval's last date, at that time in the dataset's zone; `minutes`: after the interval's end.
 */
export const expectedBy = z.union([
  z.object({ days: z.number().int().min(0).max(31), time: clockTime }).strict(),
  z.object({ minutes: z.number().int().min(0).max(10_080) }).strict()
])
export type ExpectedBy = z.infer<typeof expectedBy>

/** Exactly one of `cron`, `after`, `arrival`. */
export const scheduleSpec = z
  .object({
    /** Five fields, in the dataset's zone; on dates that are closed in the dataset's calendar nothing falls due. */
    cron: z.string().min(9).max(120).optional(),
    /** Once all of these have an interval, the same interval of this dataset falls due. */
    after: z.array(datasetName).min(1).max(50).optional(),
    /** A new or changed file of the source starts a run. */
    arrival: z.literal(true).optional(),
    /** Intervals missed while no engine ran: each run once, in order, or skipped with a record (but for the newest and those of ten minutes). */
    missed: z.enum(['run', 'skip']).default('run'),
    paused: z.boolean().default(false)
  })
  .strict()
export type ScheduleSpec = z.infer<typeof scheduleSpec>

/** A stretch of the past, counted back from the newest interval. */
export const span = z.object({ count: z.number().int().min(1).max(1000), unit: z.enum(['day', 'month']) }).strict()
export type Span = z.infer<typeof span>

/** SQL whose tables are other datasets by name (quoted where needed). It runs once for each partition of the mart. */
export const derivation = z
  .object({
    sql: z.string().min(1).max(200_000),
    /**
     * What a partition reads of each dataset: `same` (default): its partitions of the same period, and `lookback` periods (of the mart's
     * grain) before; `whole`: all of it, as for a table without dates.
     */
    inputs: z
      .record(
        datasetName,
        z
          .object({ read: z.enum(['same', 'whole']).default('same'), lookback: z.number().int().min(0).max(1000).default(0) })
          .strict()
      )
      .default({})
  })
  .strict()
export type Derivation = z.infer<typeof derivation>

/** How runs of a dataset are made. */
export const runPolicy = z
  .object({
    /** Partitions at work at one time. */
    concurrency: z.number().int().min(1).max(16).default(2),
    order: z.enum(['oldest', 'newest']).default('oldest'),
    /** A partition is made from the one before it: only oldest first, one at a time. */
    sequential: z.boolean().default(false),
    /** Errors after which a partition is tried again, and how often. */
    retry: z
      .object({
        codes: z.array(errorCode).min(1),
        times: z.number().int().min(1).max(10),
        waitSeconds: z.number().int().min(0).max(3600).default(10)
      })
      .strict()
      .optional(),
    /** Publish at once, or ask first when more than this share (0–100 %) of a partition's rows changes. */
    publish: z.union([z.literal('direct'), z.object({ askAbove: z.number().min(0).max(100) }).strict()]).default('direct')
  })
  .strict()
export type RunPolicy = z.infer<typeof runPolicy>
export const defaultRunPolicy: RunPolicy = { concurrency: 2, order: 'oldest', sequential: false, publish: 'direct' }
