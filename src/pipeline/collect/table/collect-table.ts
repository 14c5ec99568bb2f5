import { AppError } from '../../lib/errors'
import type { TableCollect } from '../../contract'
import type { WorkContext } from '../../load/worker-api'
import type { Collected, CollectRequest } from '../worker-api'

export function collectTable(request: CollectRequest & { collect: TableCollect }, _context: WorkContext): Promise<Collected> {
  return Promise.reject(new AppError('unsupported', `collectTable ${request.connection?.name ?? ''}`))
}
