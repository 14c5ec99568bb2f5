import { AppError } from '../../lib/errors'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type IncidentsHandlers = Pick<Handlers, 'incidents.list' | 'incidents.get' | 'incidents.act'>

export function incidentsHandlers(services: Services): IncidentsHandlers {
  return {
    'incidents.list': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'incidents.get': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'incidents.act': () => Promise.reject(new AppError('unsupported', services.workspace.root))
  }
}
