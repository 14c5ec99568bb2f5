import { AppError } from '../../../lib/errors'
import type { SeriesRequest } from '../../worker-api'

export function series(request: SeriesRequest): Promise<never[]> {
  return Promise.reject(new AppError('unsupported', `series of ${String(request.schema.columns.length)} columns`))
}
