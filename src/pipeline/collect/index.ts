import { testConnection } from '../connect/test-connection'
import { collectHttp } from './http/collect-http'
import { previewHttp } from './http/preview-http'
import { collectTable } from './table/collect-table'
import { previewTable } from './table/preview-table'
import { sweepKeys } from './table/sweep-keys'
import type { CollectWorker } from './worker-api'

/** Everything that asks servers and databases; runs in a worker process of its own. */
export const createCollectWorker = (): CollectWorker => ({
  collect: (request, context) =>
    request.collect.kind === 'http'
      ? collectHttp({ ...request, collect: request.collect }, context)
      : collectTable({ ...request, collect: request.collect }, context),
  previewCollect: (request, context) =>
    request.collect.kind === 'http'
      ? previewHttp({ ...request, collect: request.collect }, context)
      : previewTable({ ...request, collect: request.collect }, context),
  testConnection,
  sweepKeys
})
