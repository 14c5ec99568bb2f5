export { MOST_EVENTS, MOST_SAMPLE_BYTES } from './bounded'
export { incidentId, subjectOf } from './id'
export { next } from './next'
export type { IncidentStep, Trouble } from './steps'
