import { AppError } from '../../lib/errors'
import type { CollectPreview, TableCollect } from '../../contract'
import type { WorkContext } from '../../load/worker-api'
import type { PreviewCollectRequest } from '../worker-api'

export function previewTable(
  request: PreviewCollectRequest & { collect: TableCollect },
  _context: WorkContext
): Promise<CollectPreview> {
  return Promise.reject(new AppError('unsupported', `previewTable ${request.connection?.name ?? ''}`))
}
