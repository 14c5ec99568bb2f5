import { defaultSettings, settings, type Settings } from '../../contract'
import { loadCalendar } from '../../calendar'
import { toInstant } from '../../lib/clock'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'
import type { StatusReader } from '../status'

type WorkspaceHandlers = Pick<
  Handlers,
  'workspace.get' | 'engine.status' | 'clock.now' | 'calendars.get' | 'settings.get' | 'settings.set'
>

export function workspaceHandlers(services: Services, status: StatusReader): WorkspaceHandlers {
  const current = (): Settings => services.state.settings.get('settings', settings) ?? defaultSettings
  return {
    'workspace.get': () => Promise.resolve(services.info),
    'engine.status': () => status.read(),
    'clock.now': () => Promise.resolve({ now: toInstant(services.clock.now()) }),
    'calendars.get': async ({ id }) => (await loadCalendar(services.workspace.root, id)).file,
    'settings.get': () => Promise.resolve(current()),
    'settings.set': async ({ patch }) => {
      const given = Object.entries(patch).filter(([, value]) => value !== undefined)
      const next = settings.parse({ ...current(), ...Object.fromEntries(given) })
      await services.state.settings.put('settings', next)
      services.events.emit('settings', next)
      return next
    }
  }
}
