import { z } from 'zod'
import { errorData } from './errors'
import { instant } from './names'

export const jobKind = z.enum([
  'load',
  'undo',
  'recognise',
  'check',
  'diff',
  'fsck',
  'demo',
  'backfill',
  'staged-diff',
  'proof',
  'connection-test',
  'collect-preview',
  'sweep',
  'checks',
  'check-suggestions',
  'anomalies',
  'deliver'
])
export type JobKind = z.infer<typeof jobKind>

export const jobState = z.enum(['queued', 'running', 'cancelling', 'done', 'failed', 'cancelled', 'interrupted'])
export type JobState = z.infer<typeof jobState>
export const finalStates: readonly JobState[] = ['done', 'failed', 'cancelled', 'interrupted']

/** `fraction` is finished work between 0 and 1 and never goes back; null where the whole is not known. */
export const jobProgress = z.object({
  fraction: z.number().min(0).max(1).nullable(),
  /** What it is doing, as a code: reading, typing, writing, committing … */
  phase: z.string(),
  /** The file or partition at hand. */
  subject: z.string().nullable(),
  rows: z.number().int(),
  bytes: z.number().int(),
  bytesTotal: z.number().int().nullable(),
  /** Of a collection: requests made so far. */
  requests: z.number().int().optional(),
  etaSeconds: z.number().nullable()
})
export type JobProgress = z.infer<typeof jobProgress>

export const jobSnapshot = z.object({
  id: z.string(),
  kind: jobKind,
  /** The dataset or location that the job is about. */
  title: z.string(),
  dataset: z.string().nullable(),
  state: jobState,
  /** Grows by one with every change of any job; `jobs.watch` resumes from it. */
  rev: z.number().int(),
  progress: jobProgress,
  startedBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** The kind's own result, see jobResults; present when done, and for a load also when refused. */
  result: z.unknown().optional(),
  error: errorData.optional()
})
export type JobSnapshot = z.infer<typeof jobSnapshot>
