import { AppError } from '../../../lib/errors'
import type { ProfileRequest, ColumnProfile } from '../../worker-api'

export function profile(request: ProfileRequest): Promise<ColumnProfile[]> {
  return Promise.reject(new AppError('unsupported', `profile of ${String(request.schema.columns.length)} columns`))
}
