import { openMysql, type MysqlSession } from '../../connect/mysql/open'
import type { ResolvedConnection } from '../../connect/resolved'
import { toErrorData } from '../../lib/errors'
import type { Pace } from './pace'

/** Failures in a row after which a lost connection is an error; waits between them double from the first. */
const MOST_FAILURES = 6
const FIRST_WAIT_MS = 500

/** One read-only connection that is opened anew where it was lost, so that a step of reading is done once and whole. */
export class SteadySession {
  private session: MysqlSession | undefined
  private failures = 0

  constructor(
    private readonly connection: ResolvedConnection,
    private readonly signal: AbortSignal,
    private readonly pace: Pace
  ) {}

  /** Does `step`; where the connection is lost, `undo` and the step again. Errors: what `step` throws; `mysql.*` after too many losses. */
  async step<T>(step: (session: MysqlSession) => Promise<T>, undo: () => Promise<void> = () => Promise.resolve()): Promise<T> {
    for (;;) {
      try {
        this.session ??= await openMysql(this.connection, { access: 'read', signal: this.signal })
        const done = await step(this.session)
        this.failures = 0
        return done
      } catch (error) {
        await this.drop()
        await undo()
        await this.mayGoOn(error)
      }
    }
  }

  /** While nothing is read for long, nothing is held open. */
  async rest(): Promise<void> {
    const { session } = this
    this.session = undefined
    await session?.close()
  }

  hold(on: boolean): void {
    if (on) this.session?.raw.pause()
    else this.session?.raw.resume()
  }

  private async drop(): Promise<void> {
    this.session?.raw.destroy()
    this.session = undefined
    return Promise.resolve()
  }

  private async mayGoOn(error: unknown): Promise<void> {
    const { retriable, code } = toErrorData(error)
    this.failures += 1
    if (!retriable || !code.startsWith('mysql.') || this.failures >= MOST_FAILURES) throw error
    await this.pace.wait(FIRST_WAIT_MS * 2 ** (this.failures - 1), this.signal)
  }
}
