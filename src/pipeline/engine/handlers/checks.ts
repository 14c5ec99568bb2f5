import { AppError } from '../../lib/errors'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type ChecksHandlers = Pick<Handlers, 'checks.run' | 'checks.suggest' | 'anomalies.series'>

export function checksHandlers(services: Services): ChecksHandlers {
  return {
    'checks.run': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'checks.suggest': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'anomalies.series': () => Promise.reject(new AppError('unsupported', services.workspace.root))
  }
}
