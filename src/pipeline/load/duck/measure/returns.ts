import { AppError } from '../../../lib/errors'
import type { ReturnsRequest, LargeReturn } from '../../worker-api'

export function returns(request: ReturnsRequest): Promise<LargeReturn[]> {
  return Promise.reject(new AppError('unsupported', `returns of ${String(request.schema.columns.length)} columns`))
}
