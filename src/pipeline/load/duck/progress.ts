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
  private rows: number | undefined

  constructor(private readonly context: WorkContext) {}

  /** The rows of the source, once they are counted; said with everything that follows. */
  counted(rows: number): void {
    this.rows = rows
  }

  /** `share` is how much of the stretch is done, 0–1; figures are bytes so far. */
  tell(stretch: Stretch, share: number, figures: Pick<WorkProgress, 'bytes' | 'bytesTotal'> = {}): void {
    const within = Math.min(1, Math.max(0, share))
    this.reached = Math.max(this.reached, stretch.from + (stretch.to - stretch.from) * within)
    const subject = stretch.subject === undefined ? {} : { subject: stretch.subject }
    const rows = this.rows === undefined ? {} : { rows: this.rows }
    this.context.progress({ phase: stretch.phase, fraction: this.reached, ...subject, ...rows, ...figures })
  }
}
