import type { Incident, IncidentEvent } from '../../contract'

/** Events that an incident keeps. */
export const MOST_EVENTS = 200
/** Rows of a sample, and its size as JSON in UTF-8. */
export const MOST_SAMPLE_ROWS = 100
export const MOST_SAMPLE_BYTES = 256 * 1024

/** The events with one more. Of sightings one after the other the newest stands for all, and the first event of all always stays. */
export function withEvent(events: readonly IncidentEvent[], event: IncidentEvent): IncidentEvent[] {
  const before = event.what === 'seen' && events.at(-1)?.what === 'seen' ? events.slice(0, -1) : events
  const all = [...before, event]
  return all.length <= MOST_EVENTS ? all : [...all.slice(0, 1), ...all.slice(all.length - MOST_EVENTS + 1)]
}

/** As many of the first rows as fit. */
export function boundedSample(sample: Incident['sample']): Incident['sample'] {
  const rows = sample.slice(0, MOST_SAMPLE_ROWS)
  let bytes = 2
  const fitting = rows.findIndex((row) => {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1
    return bytes > MOST_SAMPLE_BYTES
  })
  return fitting === -1 ? rows : rows.slice(0, fitting)
}
