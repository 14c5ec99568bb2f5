import { z } from 'zod'
import { errorData } from './errors'
import { intervalStatus } from './intervals'
import { partitionState } from './lake'
import { datasetName, instant } from './names'

export const attentionNote = z.object({
  dataset: datasetName,
  text: z.string().max(2000),
  by: z.string(),
  at: instant,
  /** Until then it needs nobody. */
  snoozedUntil: instant.nullable()
})
export type AttentionNote = z.infer<typeof attentionNote>

/** An active backfill that goes on only when somebody does something. */
export const standstill = z.object({
  backfill: z.string(),
  /** interrupted: its engine ended and none took it up · paused · review: staged, to be published or thrown away · space: it waits until it can write · quota: a server's daily requests are used up. */
  why: z.enum(['interrupted', 'paused', 'review', 'space', 'quota']),
  /** Since its last step. */
  since: instant,
  /** When it goes on by itself. */
  until: instant.nullable().optional()
})
export type Standstill = z.infer<typeof standstill>

/** A dataset as the morning sees it. */
export const overviewRow = z.object({
  dataset: datasetName,
  title: z.object({ ko: z.string().optional(), en: z.string().optional() }).optional(),
  simulated: z.boolean(),
  owner: z.string().nullable(),
  /** Of the newest expected interval, or of the worst partition behind it. */
  state: partitionState,
  /** True where somebody should act and it is not snoozed. */
  attention: z.boolean(),
  /** Newest interval that is expected by now or next. */
  current: intervalStatus.nullable(),
  /** Newest last: the last 30 expected intervals. */
  strip: z.array(intervalStatus),
  rowsLast: z.number().int().nullable(),
  /** Median rows of the last 20 intervals with data before it. */
  rowsMedian: z.number().nullable(),
  /** Partitions in trouble behind the newest one. */
  missing: z.number().int(),
  failed: z.number().int(),
  stale: z.number().int(),
  /** Datasets made from it, near and far. */
  affects: z.array(datasetName),
  note: attentionNote.nullable(),
  nextAt: instant.nullable(),
  calendar: z.string().nullable(),
  zone: z.string(),
  /** What stands in its way. */
  error: errorData.optional(),
  /** The run that went wrong with `error`. */
  run: z.string().optional(),
  standstill: standstill.optional(),
  /** Open incidents of it that nobody has acknowledged or snoozed. */
  incidents: z.number().int().default(0)
})
export type OverviewRow = z.infer<typeof overviewRow>

/** How the clock was set while an engine ran; forwards the machine may have slept instead. Schedules go by what it shows now. */
export const clockJump = z.object({
  /** By the clock as it stood afterwards. */
  at: instant,
  /** ms, negative where it was set back. */
  by: z.number()
})
export type ClockJump = z.infer<typeof clockJump>

export const overview = z.object({
  now: instant,
  /** The last time that the clock was set; for a day. */
  clockJump: clockJump.optional(),
  /** Sorted by what needs attention first. */
  rows: z.array(overviewRow),
  needing: z.number().int(),
  /** Newest date for which every expected dataset is there; null where there is none. */
  dataAsOf: z.string().nullable(),
  /** The next opening or closing of each calendar in use. */
  sessions: z.array(
    z.object({
      calendar: z.string(),
      title: z.object({ ko: z.string(), en: z.string() }),
      state: z.enum(['open', 'closed']),
      changesAt: instant.nullable()
    })
  )
})
export type Overview = z.infer<typeof overview>
