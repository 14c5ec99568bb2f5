export { Instant } from '../../../ui'
