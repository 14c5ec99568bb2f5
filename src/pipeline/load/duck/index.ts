export { createDuckWorker } from './worker'
