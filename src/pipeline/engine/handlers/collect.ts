import { AppError } from '../../lib/errors'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type CollectHandlers = Pick<Handlers, 'templates.list' | 'templates.fill' | 'collect.preview' | 'collect.sweep'>

export function collectHandlers(services: Services): CollectHandlers {
  return {
    'templates.list': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'templates.fill': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'collect.preview': () => Promise.reject(new AppError('unsupported', services.workspace.root)),
    'collect.sweep': () => Promise.reject(new AppError('unsupported', services.workspace.root))
  }
}
