export { planBackfill } from './plan-backfill'
export { planDifference } from './plan-difference'
