export { useTab } from '../../../ui'
