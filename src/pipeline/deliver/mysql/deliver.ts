import { AppError } from '../../lib/errors'
import type { WorkContext } from '../../load/worker-api'
import type { Delivered, DeliverRequest } from '../worker-api'

export function deliver(request: DeliverRequest, _context: WorkContext): Promise<Delivered[]> {
  return Promise.reject(new AppError('unsupported', `deliver ${request.connection?.name ?? ''}`))
}
