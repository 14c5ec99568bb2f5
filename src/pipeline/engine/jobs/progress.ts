import type { JobProgress } from '../../contract'
import type { WorkProgress } from '../../load/worker-api'

export const noProgress: JobProgress = {
  fraction: null,
  phase: 'queued',
  subject: null,
  rows: 0,
  bytes: 0,
  bytesTotal: null,
  etaSeconds: null
}

export type ProgressUpdate = Partial<Omit<WorkProgress, 'phase'>> & { phase?: string }

/** A fraction is trusted for an estimate from here on. */
const ENOUGH = 0.02

/** The next state of progress; the fraction never goes back, and the estimate is what is left at the pace so far. */
export function advance(before: JobProgress, update: ProgressUpdate, elapsedMs: number): JobProgress {
  const fraction = furthest(before.fraction, update.fraction)
  return {
    fraction,
    phase: update.phase ?? before.phase,
    subject: update.subject ?? before.subject,
    rows: Math.max(before.rows, Math.trunc(update.rows ?? 0)),
    bytes: Math.max(before.bytes, Math.trunc(update.bytes ?? 0)),
    bytesTotal: update.bytesTotal === undefined ? before.bytesTotal : Math.trunc(update.bytesTotal),
    ...requestsOf(before, update),
    etaSeconds: estimate(fraction, elapsedMs)
  }
}

function requestsOf(before: JobProgress, { requests }: ProgressUpdate): Pick<JobProgress, 'requests'> {
  const now = requests ?? before.requests
  return now === undefined ? {} : { requests: now }
}

function furthest(before: number | null, now: number | undefined): number | null {
  if (now === undefined) return before
  return Math.min(1, Math.max(before ?? 0, now))
}

function estimate(fraction: number | null, elapsedMs: number): number | null {
  if (fraction === null || fraction < ENOUGH || elapsedMs < 1_000) return null
  return Math.round((elapsedMs / 1_000) * ((1 - fraction) / fraction))
}
