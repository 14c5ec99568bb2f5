import type { Incident, IncidentSummary } from '../contract'
import { formatTable } from './table'

export const incidentsText = (list: readonly IncidentSummary[]): string => (list.length === 0 ? 'No incident.' : tableOf(list))

const tableOf = (list: readonly IncidentSummary[]): string =>
  formatTable(list, [
    { title: 'incident', value: ({ id }) => id },
    { title: 'state', value: ({ state }) => state },
    { title: 'severity', value: ({ severity }) => severity },
    { title: 'reason', value: (incident) => reasonText(incident) },
    { title: 'rows', value: ({ failingRows }) => failingRows },
    { title: 'seen', value: ({ seen }) => seen },
    { title: 'last', value: ({ lastSeen }) => lastSeen },
    { title: 'affects', value: ({ affects }) => affects.length }
  ])

/** The code of the reason with what was measured: `rows.below (rows 120, median 2,031)`. */
const reasonText = ({ reason, measured }: Pick<IncidentSummary, 'reason' | 'measured'>): string => {
  const values = Object.entries(measured).map(([name, value]) => `${name} ${value}`)
  return values.length === 0 ? reason : `${reason} (${values.join(', ')})`
}

export function incidentText(incident: Incident): string {
  const facts = [
    ['state', incident.state + (incident.snoozedUntil === null ? '' : ` until ${incident.snoozedUntil}`)],
    ['severity', incident.severity],
    ['reason', reasonText(incident)],
    ['seen', `${incident.seen === 1 ? 'once' : `${incident.seen} times`} from ${incident.firstSeen} to ${incident.lastSeen}`],
    ['run', incident.run ?? ''],
    ['owner', incident.owner ?? ''],
    ['affects', incident.affects.join(', ')],
    ['failing rows', String(incident.failingRows)],
    ...(incident.error?.hint === undefined ? [] : [['to do', incident.error.hint]])
  ].filter(([, value]) => value !== '')
  return [
    incident.id,
    ...facts.map(([title = '', value = '']) => `  ${title.padEnd(14)}${value}`),
    ...(incident.sample.length === 0 ? [] : ['', sampleText(incident)]),
    '',
    formatTable(incident.events, [
      { title: 'at', value: ({ at }) => at },
      { title: 'what', value: ({ what }) => what },
      { title: 'by', value: ({ by }) => by },
      { title: 'text', value: ({ text }) => text ?? null },
      { title: 'run', value: ({ run }) => run ?? null }
    ])
  ].join('\n')
}

function sampleText({ sample }: Incident): string {
  const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))]
  return formatTable(
    sample,
    columns.map((title) => ({ title, value: (row) => row[title] ?? null }))
  )
}
