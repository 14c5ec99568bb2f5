import { createHash } from 'node:crypto'
import type { BackfillPlan, PlanFollow } from '../../contract'

/**
 * SHA-256 over what a plan will do and what it was made of, as lines. Rows and bytes are in it by the versions and fingerprints of the
 * basis. Left out is what may change without the plan changing: estimates, obstacles, warnings, and how the partitions were
 * selected.
 */
export function planHash(plan: Omit<BackfillPlan, 'hash'>): string {
  const { order, concurrency, follow, publish } = plan.options
  const { name, interval } = plan.selection
  const lines = [JSON.stringify(['plan', 2, name, interval ?? '', order ?? '', concurrency ?? 0, follow, publish ?? ''])]
  for (const { of, at } of plan.basis) lines.push(JSON.stringify(['basis', of, at]))
  for (const { dataset, dt, why } of plan.skip) lines.push(`skip ${dataset} ${dt} ${why}`)
  for (const { dataset, dt, why, unit } of plan.items) lines.push(`item ${dataset} ${dt} ${why} ${unit}`)
  for (const follow of plan.follows) lines.push(followLine(follow))
  return `sha256:${createHash('sha256').update(lines.join('\n')).digest('hex')}`
}

/** Names of datasets and partitions hold neither blanks nor line breaks. A cause of the same period is named by its dataset alone. */
function followLine({ dataset, dt, why, unit, because }: PlanFollow): string {
  let line = `follow ${dataset} ${dt} ${why} ${unit}`
  for (const cause of because) line += cause.dt === dt ? ` ${cause.dataset}` : ` ${cause.dataset}@${cause.dt}`
  return line
}
