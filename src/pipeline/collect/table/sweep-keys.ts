import { AppError } from '../../lib/errors'
import type { SweepReport } from '../../contract'
import type { WorkContext } from '../../load/worker-api'
import type { SweepRequest } from '../worker-api'

export function sweepKeys(request: SweepRequest, _context: WorkContext): Promise<SweepReport> {
  return Promise.reject(new AppError('unsupported', `sweepKeys ${request.connection?.name ?? ''}`))
}
