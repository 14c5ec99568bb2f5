import { formatInstant } from '../../../ui/format-time'

const DAY_MS = 86_400_000
const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The one day that the address asks for, if any. */
export function readDay(params: URLSearchParams): string | undefined {
  const asked = params.get('day')
  return isDay(asked) && !Number.isNaN(Date.parse(asked)) ? asked : undefined
}

/** When a day of a zone begins and when the next one does, in ms: 23, 24 or 25 hours apart. */
export const boundsOf = (day: string, zone: string): { since: number; until: number } => ({
  since: midnight(Date.parse(day), zone),
  until: midnight(Date.parse(day) + DAY_MS, zone)
})

/** When the clock of a zone shows the time that this instant has in UTC. The second look is for a day on which the clock is changed. */
function midnight(utc: number, zone: string): number {
  const first = utc - offsetAt(utc, zone)
  return utc - offsetAt(first, zone)
}

const offsetAt = (ms: number, zone: string): number =>
  Date.parse(`${formatInstant(new Date(ms).toISOString(), zone).replace(' ', 'T')}Z`) - Math.floor(ms / 1_000) * 1_000
