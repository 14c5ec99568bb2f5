import type { WorkContext } from '../src/pipeline/load/worker-api'

/** Work that nobody watches or cancels. */
export const quiet = (): WorkContext => ({ signal: new AbortController().signal, progress: () => undefined })
