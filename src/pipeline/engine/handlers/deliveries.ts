import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type DeliveriesHandlers = Pick<Handlers, 'deliveries.list' | 'deliveries.run' | 'shares.list' | 'shares.create' | 'shares.revoke'>

export function deliveriesHandlers(services: Services): DeliveriesHandlers {
  const { shares, deliveries } = services
  return {
    'deliveries.list': ({ name }) => deliveries.statuses(name),
    'deliveries.run': async ({ name, delivery, dts }, { startedBy, requestId }) => ({
      job: await deliveries.start({ name, delivery, dts }, { startedBy, requestId })
    }),
    'shares.list': ({ name }) => Promise.resolve(shares.list(name)),
    'shares.create': ({ name }, { startedBy }) => shares.create(name, startedBy),
    'shares.revoke': async ({ id }) => {
      await shares.revoke(id)
      return {}
    }
  }
}
