import { AppError } from '../../lib/errors'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type HealthHandlers = Pick<Handlers, 'health.get'>

export function healthHandlers(services: Services): HealthHandlers {
  return {
    'health.get': () => Promise.reject(new AppError('unsupported', services.workspace.root))
  }
}
