import { AppError } from '../../lib/errors'
import type { HttpCollect } from '../../contract'
import type { WorkContext } from '../../load/worker-api'
import type { Collected, CollectRequest } from '../worker-api'

export function collectHttp(request: CollectRequest & { collect: HttpCollect }, _context: WorkContext): Promise<Collected> {
  return Promise.reject(new AppError('unsupported', `collectHttp ${request.connection?.name ?? ''}`))
}
