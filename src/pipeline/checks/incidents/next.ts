import type { Incident, IncidentAction, IncidentEvent } from '../../contract'
import { toInstant } from '../../lib/clock'
import { omit } from '../../lib/omit'
import { boundedSample, withEvent } from './bounded'
import { incidentId } from './id'
import type { IncidentStep, Trouble } from './steps'

/** By whom events are that no person caused. */
export const ITSELF = 'penstock'

/**
 * What becomes of an incident (undefined: there was none) by one step at `now` (ms). The very same object comes back where nothing changes.
 * Only a trouble that was seen, a person and a dataset brought back open one; a snooze ends when its time is over.
 */
export function next(before: Incident | undefined, step: IncidentStep, now: number): Incident | undefined {
  const incident = before === undefined ? undefined : awake(before, now)
  if (step.step === 'bad') return incident === undefined ? opened(step.trouble, now) : seenAgain(incident, step.trouble, now)
  if (incident === undefined) return undefined
  switch (step.step) {
    case 'good':
      return closed(incident, { text: 'good', ...ofRun(step.run) }, now)
    case 'gone':
      return closed(incident, { text: step.why, ...ofRun(step.run) }, now)
    case 'restored':
      return wasRemoved(incident) ? reopened(incident, { by: ITSELF, text: 'restored' }, now) : incident
    case 'time':
      return incident
    case 'act':
      return acted(incident, step.action, step.by, now)
  }
}

type Said = Pick<IncidentEvent, 'text' | 'run'>
const ofRun = (run: string | null): Said => (run === null ? {} : { run })

function opened(trouble: Trouble, now: number): Incident {
  const at = toInstant(now)
  return {
    ...trouble,
    sample: boundedSample(trouble.sample),
    id: incidentId(trouble),
    state: 'open',
    ...{ firstSeen: at, lastSeen: at, openedAt: at, seen: 1 },
    ...{ owner: null, snoozedUntil: null, closedAt: null, closedBy: null, affects: [] },
    events: [{ at, what: 'opened', by: ITSELF, ...ofRun(trouble.run) }]
  }
}

function seenAgain(incident: Incident, trouble: Trouble, now: number): Incident {
  const at = toInstant(now)
  const fresh: Incident = {
    ...omit(incident, 'error'),
    ...trouble,
    sample: boundedSample(trouble.sample),
    lastSeen: at,
    seen: incident.seen + 1
  }
  if (incident.state === 'closed') return reopened(fresh, { by: ITSELF, ...ofRun(trouble.run) }, now)
  return { ...fresh, events: withEvent(fresh.events, { at, what: 'seen', by: ITSELF, ...ofRun(trouble.run) }) }
}

function closed(incident: Incident, said: Said, now: number): Incident {
  if (incident.state === 'closed') return incident
  const at = toInstant(now)
  return {
    ...incident,
    ...{ state: 'closed', closedAt: at, closedBy: 'good', snoozedUntil: null },
    events: withEvent(incident.events, { at, what: 'closed', by: ITSELF, ...said })
  }
}

function reopened(incident: Incident, said: { by: string } & Said, now: number): Incident {
  const at = toInstant(now)
  return {
    ...incident,
    ...{ state: 'open', openedAt: at, closedAt: null, closedBy: null, snoozedUntil: null },
    events: withEvent(incident.events, { at, what: 'reopened', ...said })
  }
}

/** A snooze whose time is over is one no longer: what is not closed is still bad. */
function awake(incident: Incident, now: number): Incident {
  if (incident.state !== 'snoozed' || (incident.snoozedUntil !== null && Date.parse(incident.snoozedUntil) > now)) return incident
  const event: IncidentEvent = { at: toInstant(now), what: 'woke', by: ITSELF }
  return { ...incident, state: 'open', snoozedUntil: null, events: withEvent(incident.events, event) }
}

const wasRemoved = ({ state, events }: Incident): boolean =>
  state === 'closed' && events.findLast(({ what }) => what === 'closed')?.text === 'removed'

function acted(incident: Incident, action: IncidentAction, by: string, now: number): Incident {
  const at = toInstant(now)
  const is = incident.state
  switch (action.do) {
    case 'note':
      return { ...incident, events: withEvent(incident.events, { at, what: 'noted', by, text: action.text }) }
    case 'acknowledge':
      if (is === 'closed' || is === 'acknowledged') return incident
      return {
        ...incident,
        ...{ state: 'acknowledged', snoozedUntil: null },
        events: withEvent(incident.events, { at, what: 'acknowledged', by })
      }
    case 'snooze':
      if (is === 'closed' || Date.parse(action.until) <= now) return incident
      return {
        ...incident,
        ...{ state: 'snoozed', snoozedUntil: action.until },
        events: withEvent(incident.events, { at, what: 'snoozed', by, text: action.reason })
      }
    case 'close':
      if (is === 'closed') return incident
      return {
        ...incident,
        ...{ state: 'closed', closedAt: at, closedBy: 'person', snoozedUntil: null },
        events: withEvent(incident.events, { at, what: 'closed', by, text: action.reason })
      }
    case 'reopen':
      return is === 'open' ? incident : reopened(incident, { by }, now)
  }
}
