import { AppError } from '../../../lib/errors'
import type { MeasureRequest, CheckMeasure } from '../../worker-api'

export function measure(request: MeasureRequest): Promise<CheckMeasure[]> {
  return Promise.reject(new AppError('unsupported', `measure of ${String(request.schema.columns.length)} columns`))
}
