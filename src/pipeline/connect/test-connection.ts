import { AppError } from '../lib/errors'
import type { ConnectionSpec, ConnectionTest } from '../contract'
import type { WorkContext } from '../load/worker-api'
import type { ResolvedConnection } from './resolved'

export interface TestConnectionRequest {
  spec: ConnectionSpec
  /** Absent where a secret or variable that it needs has no value; the test says which. */
  connection: ResolvedConnection | undefined
  missing: string[]
}

export function testConnection(request: TestConnectionRequest, _context: WorkContext): Promise<ConnectionTest> {
  return Promise.reject(new AppError('unsupported', `testConnection ${request.connection?.name ?? ''}`))
}
