import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ErrorData, IncidentAction, IncidentSummary } from '../../pipeline/contract'
import { mutate } from './calls'
import { connection } from './connection'
import { subscribe } from './subscriptions'

/** How long changes are gathered before lists are asked for again, in ms: a storm opens hundreds at once. */
const GATHER_MS = 300

export interface IncidentChanges {
  /** Newest known state of each incident that changed or was acted on since the connection was made. */
  byId: ReadonlyMap<string, IncidentSummary>
  /** How often incidents changed, gathered. */
  count: number
}

const changes = createStore<IncidentChanges>(() => ({ byId: new Map(), count: 0 }))

const put = (summaries: readonly IncidentSummary[]): void =>
  changes.setState(({ byId }) => ({ byId: new Map([...byId, ...summaries.map((one) => [one.id, one] as const)]) }))

/** Follows all incidents for as long as the window lives. */
export function watchIncidents(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    timer = undefined
    changes.setState(({ count }) => ({ count: count + 1 }))
  }
  const stop = subscribe('incidents.changed', () => ({}), {
    event: (summary) => {
      put([summary])
      timer ??= setTimeout(tell, GATHER_MS)
    }
  })
  // What was told before a lost connection may be older than what is asked after it.
  const stopForgetting = connection.subscribe((now, before) => {
    if (now.client !== before.client) changes.setState({ byId: new Map() })
  })
  return () => {
    clearTimeout(timer)
    stop()
    stopForgetting()
  }
}

/** Grows when incidents change. */
export const useIncidentChanges = (): number => useStore(changes, ({ count }) => count)
/** Lays what was told since over what a call answered. */
export const useNewestIncidents = (): ReadonlyMap<string, IncidentSummary> => useStore(changes, ({ byId }) => byId)

/** An incident as it will be once an action is done; a note changes none of what a list shows. */
export function foreseen(incident: IncidentSummary, action: IncidentAction): IncidentSummary {
  switch (action.do) {
    case 'acknowledge':
      return { ...incident, state: 'acknowledged', snoozedUntil: null }
    case 'snooze':
      return { ...incident, state: 'snoozed', snoozedUntil: action.until }
    case 'close':
      return { ...incident, state: 'closed', closedBy: 'person', snoozedUntil: null }
    case 'reopen':
      return { ...incident, state: 'open', closedAt: null, closedBy: null, snoozedUntil: null }
    case 'note':
      return incident
  }
}

/** Shows at once what is asked for, then what the engine made of it; where it was refused, what was there before. */
export async function actOnIncidents(
  incidents: readonly IncidentSummary[],
  action: IncidentAction
): Promise<ErrorData | undefined> {
  put(incidents.map((incident) => foreseen(incident, action)))
  const outcome = await mutate('incidents.act', { ids: incidents.map(({ id }) => id), action })
  put(outcome.ok ? outcome.value : incidents)
  if (outcome.ok) changes.setState(({ count }) => ({ count: count + 1 }))
  return outcome.ok ? undefined : outcome.error
}
