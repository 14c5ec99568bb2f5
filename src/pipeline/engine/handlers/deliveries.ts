import { AppError } from '../../lib/errors'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type DeliveriesHandlers = Pick<Handlers, 'deliveries.list' | 'deliveries.run' | 'shares.list' | 'shares.create' | 'shares.revoke'>

export function deliveriesHandlers(services: Services): DeliveriesHandlers {
  const { shares } = services
  return {
    'deliveries.list': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'deliveries.run': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'shares.list': ({ name }) => Promise.resolve(shares.list(name)),
    'shares.create': ({ name }, { startedBy }) => shares.create(name, startedBy),
    'shares.revoke': async ({ id }) => {
      await shares.revoke(id)
      return {}
    }
  }
}
