import { AppError } from '../../lib/errors'
import type { CollectPreview, HttpCollect } from '../../contract'
import type { WorkContext } from '../../load/worker-api'
import type { PreviewCollectRequest } from '../worker-api'

export function previewHttp(
  request: PreviewCollectRequest & { collect: HttpCollect },
  _context: WorkContext
): Promise<CollectPreview> {
  return Promise.reject(new AppError('unsupported', `previewHttp ${request.connection?.name ?? ''}`))
}
