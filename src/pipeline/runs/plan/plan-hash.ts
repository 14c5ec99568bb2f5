import { createHash } from 'node:crypto'
import type { BackfillPlan, PlanFollow, PlanItem } from '../../contract'

/**
 * SHA-256 over what a plan will do and what it was made of, as lines. Left out is what may change without the plan changing: estimates
 * (seconds, rows that will be read and written), obstacles, and how the selection was put.
 */
export function planHash(plan: Omit<BackfillPlan, 'hash'>): string {
  const { order, concurrency, follow, publish } = plan.options
  const lines = [JSON.stringify(['plan', 1, plan.selection.name, order ?? '', concurrency ?? 0, follow, publish ?? ''])]
  for (const item of plan.items) lines.push(`item ${lineOf(item)}`)
  for (const { dataset, dt, why } of plan.skip) lines.push(`skip ${dataset} ${dt} ${why}`)
  for (const follow of plan.follows) lines.push(`follow ${lineOf(follow)}${causesOf(follow)}`)
  for (const { of, at } of plan.basis) lines.push(JSON.stringify(['basis', of, at]))
  return `sha256:${createHash('sha256').update(lines.join('\n')).digest('hex')}`
}

/** Names of datasets and partitions hold neither blanks nor line breaks. */
const lineOf = ({ dataset, dt, why, unit, rowsNow, bytesNow, readBytes }: PlanItem): string =>
  `${dataset} ${dt} ${why} ${unit} ${rowsNow} ${bytesNow} ${readBytes}`

/** A cause of the same period is named by its dataset alone. */
function causesOf({ dt, because }: PlanFollow): string {
  let text = ''
  for (const cause of because) text += cause.dt === dt ? ` ${cause.dataset}` : ` ${cause.dataset}@${cause.dt}`
  return text
}
