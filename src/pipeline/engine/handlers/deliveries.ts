import { AppError } from '../../lib/errors'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type DeliveriesHandlers = Pick<Handlers, 'deliveries.list' | 'deliveries.run' | 'shares.list' | 'shares.create' | 'shares.revoke'>

export function deliveriesHandlers(services: Services): DeliveriesHandlers {
  return {
    'deliveries.list': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'deliveries.run': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'shares.list': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'shares.create': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'shares.revoke': () => Promise.reject(new AppError('unsupported', services.workspace.root))
  }
}
