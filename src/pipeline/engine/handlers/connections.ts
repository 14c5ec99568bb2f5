import { AppError } from '../../lib/errors'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type ConnectionsHandlers = Pick<
  Handlers,
  | 'connections.list'
  | 'connections.get'
  | 'connections.save'
  | 'connections.remove'
  | 'connections.secret'
  | 'connections.test'
  | 'variables.get'
  | 'variables.save'
  | 'profiles.get'
  | 'profiles.use'
>

export function connectionsHandlers(services: Services): ConnectionsHandlers {
  return {
    'connections.list': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'connections.get': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'connections.save': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'connections.remove': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'connections.secret': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'connections.test': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'variables.get': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'variables.save': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'profiles.get': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'profiles.use': () => Promise.reject(new AppError('unsupported', services.workspace.root))
  }
}
