import type { IncidentAction, IncidentSummary } from '../../contract'
import { AppError } from '../../lib/errors'
import { summaryOf, withReaders } from '../incidents'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type IncidentsHandlers = Pick<Handlers, 'incidents.list' | 'incidents.get' | 'incidents.act'>

export function incidentsHandlers(services: Services): IncidentsHandlers {
  const { incidents, state } = services
  return {
    'incidents.list': async ({ filter, from, limit }) => {
      await incidents.log.wake()
      const found = state.incidents.list({ filter, from, limit })
      return { total: found.total, open: state.incidents.open(), incidents: await withReaders(services, found.incidents) }
    },
    'incidents.get': async ({ id }) => {
      await incidents.log.wake()
      const [found] = await withReaders(services, [state.incidents.get(id) ?? missing(id)])
      return found ?? missing(id)
    },
    'incidents.act': async ({ ids, action }, { startedBy }) => {
      refusePast(action, services.clock.now())
      for (const id of ids) if (state.incidents.get(id) === undefined) missing(id)
      const changed: IncidentSummary[] = []
      for (const id of ids) changed.push(summaryOf((await incidents.log.act(id, action, startedBy)) ?? missing(id)))
      return withReaders(services, changed)
    }
  }
}

function missing(id: string): never {
  throw new AppError('incident.missing', `There is no incident ${id}.`, {
    hint: 'The list of incidents, with closed ones, names them all.',
    details: { incident: id }
  })
}

function refusePast(action: IncidentAction, now: number): void {
  if (action.do !== 'snooze' || Date.parse(action.until) > now) return
  throw new AppError('usage', `A snooze ends later than now: ${action.until} has passed.`, { details: { until: action.until } })
}
