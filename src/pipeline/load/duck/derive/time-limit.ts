import { AppError } from '../../../lib/errors'

/** Stops queries that take too long; all that share the limit are stopped with the first. */
export class TimeLimit {
  private readonly stop = new AbortController()
  private exceeded: AppError | undefined
  /** Aborted by a cancel from outside or by the limit. */
  readonly signal: AbortSignal

  constructor(
    outside: AbortSignal,
    private readonly ms: number
  ) {
    this.signal = AbortSignal.any([outside, this.stop.signal])
  }

  /** Work of one partition; `sql.resources` where it, or other work of the same limit, took too long. */
  async within<T>(dataset: string, dt: string, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.exceeded ??= tooLong(dataset, dt, this.ms)
      this.stop.abort()
    }, this.ms)
    try {
      return await work()
    } catch (error) {
      throw this.exceeded !== undefined && error instanceof AppError && error.code === 'cancelled' ? this.exceeded : error
    } finally {
      clearTimeout(timer)
    }
  }
}

const tooLong = (dataset: string, dt: string, ms: number): AppError =>
  new AppError('sql.resources', `${dataset} ${dt}: the SQL took longer than ${duration(ms)} and was stopped.`, {
    hint: 'Group or filter earlier in the SQL, or let each partition read fewer periods. Nothing was changed.',
    details: { dataset, dt, limitMs: ms }
  })

const duration = (ms: number): string => (ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} minutes`)
