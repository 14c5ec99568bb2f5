export { MOST_EVENTS, MOST_SAMPLE_BYTES, MOST_SAMPLE_ROWS } from './bounded'
export { incidentId, subjectOf, type TroubleKey } from './id'
export { ITSELF, next } from './next'
export type { IncidentStep, Trouble } from './steps'
