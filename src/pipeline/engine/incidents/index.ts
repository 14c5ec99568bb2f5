export { anomaliesJob } from './anomalies-job'
export { Incidents } from './incidents'
export { summaryOf, withReaders } from './affects'
