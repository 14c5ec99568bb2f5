/** `2026-11-20 07:00`, by the wall clock of a zone. */
export function timeText(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(new Date(instant))
}

const HOUR = 60
const DAY = 24 * HOUR

/** A stretch of minutes in the largest unit of which it holds two: `95 min`, `14 h`, `3 days`. */
export function stretchText(minutes: number): string {
  if (minutes >= 2 * DAY) return `${Math.floor(minutes / DAY)} days`
  return minutes >= 2 * HOUR ? `${Math.floor(minutes / HOUR)} h` : `${minutes} min`
}
