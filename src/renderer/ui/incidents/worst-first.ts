import type { IncidentState, IncidentSummary } from '../../../pipeline/contract'

const severities: readonly IncidentSummary['severity'][] = ['block', 'warn', 'info']
const states: readonly IncidentState[] = ['open', 'acknowledged', 'snoozed', 'closed']

/** What needs somebody most comes first: open before put off, blocked before warned, then what affects most, then the newest. */
export function worstFirst(left: IncidentSummary, right: IncidentSummary): number {
  return (
    states.indexOf(left.state) - states.indexOf(right.state) ||
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    right.affects.length - left.affects.length ||
    right.lastSeen.localeCompare(left.lastSeen) ||
    left.id.localeCompare(right.id)
  )
}
