import type { WorkContext } from '../worker-api'
import { Session } from './session'

/** Opens a DuckDB for one piece of work on a table of so many columns and gives it up whatever happens. */
export async function withSession<T>(
  scratch: string,
  context: WorkContext,
  work: (session: Session) => Promise<T>,
  columns = 0
): Promise<T> {
  const session = await Session.open(scratch, context, columns)
  let done = false
  try {
    const result = await work(session)
    done = true
    return result
  } finally {
    if (done) await session.release()
    else session.close()
  }
}
