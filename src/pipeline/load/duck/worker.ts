import type { LoadWorker } from '../worker-api'
import { diff } from './diff'
import { digests } from './recompute'
import { PageReader } from './page-reader'
import { check, stage } from './stage'
import { recognise } from '../sniff'

/** Everything that touches untrusted files or DuckDB; runs in a worker process of its own. */
export async function createDuckWorker(): Promise<LoadWorker> {
  const reader = await PageReader.open()
  return {
    recognise,
    stage,
    check,
    preview: (request, context) => reader.page(request, 0, request.limit, context.signal),
    page: (request, context) => reader.page(request, request.from, request.to, context.signal),
    diff,
    digests
  }
}
