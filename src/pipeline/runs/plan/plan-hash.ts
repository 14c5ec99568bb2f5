import { createHash, type Hash } from 'node:crypto'
import type { BackfillPlan, PlanFollow } from '../../contract'

const PIECE = 65_536

/**
 * SHA-256 over what a plan will do and what it was made of, as lines. Rows and bytes are in it by the versions and fingerprints of the
 * basis. Left out is what may change without the plan changing: estimates, obstacles, warnings, and how the partitions were
 * selected.
 */
export function planHash(plan: Omit<BackfillPlan, 'hash'>): string {
  const { order, concurrency, follow, publish, fromRaw } = plan.options
  const { name, interval } = plan.selection
  const hash = createHash('sha256')
  const raw = fromRaw === true ? ['raw'] : []
  hash.update(JSON.stringify(['plan', 2, name, interval ?? '', order ?? '', concurrency ?? 0, follow, publish ?? '', ...raw]))
  addLines(hash, plan.basis, ({ of, at }) => JSON.stringify(['basis', of, at]))
  addLines(hash, plan.skip, ({ dataset, dt, why }) => `skip ${dataset} ${dt} ${why}`)
  addLines(hash, plan.items, ({ dataset, dt, why, unit }) => `item ${dataset} ${dt} ${why} ${unit}`)
  addLines(hash, plan.follows, followLine)
  return `sha256:${hash.digest('hex')}`
}

/** In pieces: the text of a large plan is several MB. */
function addLines<T>(hash: Hash, values: readonly T[], lineOf: (value: T) => string): void {
  let text = ''
  for (const value of values) {
    text += `\n${lineOf(value)}`
    if (text.length < PIECE) continue
    hash.update(text)
    text = ''
  }
  hash.update(text)
}

/** Names of datasets and partitions hold neither blanks nor line breaks. A cause of the same period is named by its dataset alone. */
function followLine({ dataset, dt, why, unit, because }: PlanFollow): string {
  let line = `follow ${dataset} ${dt} ${why} ${unit}`
  for (const cause of because) line += cause.dt === dt ? ` ${cause.dataset}` : ` ${cause.dataset}@${cause.dt}`
  return line
}
