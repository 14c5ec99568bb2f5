import { createHash } from 'node:crypto'
import type { BackfillPlan, PlanFollow, PlanItem } from '../../contract'

/**
 * SHA-256 over what a plan will do and what it was made of, as lines of JSON. Left out is what may change without the plan
 * changing: estimates (seconds, rows that will be read and written), obstacles, and how the selection was put.
 */
export function planHash(plan: Omit<BackfillPlan, 'hash'>): string {
  const { order, concurrency, follow, publish } = plan.options
  const hash = createHash('sha256')
  const lines = [JSON.stringify(['plan', 1, plan.selection.name, order ?? '', concurrency ?? 0, follow, publish ?? ''])]
  for (const item of plan.items) lines.push(itemLine('item', item))
  for (const { dataset, dt, why } of plan.skip) lines.push(`["skip","${dataset}","${dt}","${why}"]`)
  for (const follow of plan.follows) lines.push(`${itemLine('follow', follow)} ${causes(follow)}`)
  for (const { of, at } of plan.basis) lines.push(JSON.stringify(['basis', of, at]))
  hash.update(lines.join('\n'))
  return `sha256:${hash.digest('hex')}`
}

/** Names of datasets and partitions hold nothing that JSON escapes. */
const itemLine = (kind: string, { dataset, dt, why, unit, rowsNow, bytesNow, readBytes }: PlanItem): string =>
  `["${kind}","${dataset}","${dt}","${why}",${unit},${rowsNow},${bytesNow},${readBytes}]`

const causes = ({ because }: PlanFollow): string => `[${because.map(({ dataset, dt }) => `"${dataset}","${dt}"`).join(',')}]`
