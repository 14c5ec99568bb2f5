import type { WorkContext, WorkProgress } from '../worker-api'

/** A stretch of the whole work: `from`–`to` are fractions of it. */
export interface Stretch {
  phase: WorkProgress['phase']
  from: number
  to: number
  subject?: string
}

/** Tells how far the work is; the fraction never goes back. */
export class ProgressReport {
  private reached = 0

  constructor(private readonly context: WorkContext) {}

  /** `share` is how much of the stretch is done, 0–1; figures are rows and bytes so far. */
  tell(stretch: Stretch, share: number, figures: Pick<WorkProgress, 'rows' | 'bytes' | 'bytesTotal'> = {}): void {
    const within = Math.min(1, Math.max(0, share))
    this.reached = Math.max(this.reached, stretch.from + (stretch.to - stretch.from) * within)
    const subject = stretch.subject === undefined ? {} : { subject: stretch.subject }
    this.context.progress({ phase: stretch.phase, fraction: this.reached, ...subject, ...figures })
  }
}
