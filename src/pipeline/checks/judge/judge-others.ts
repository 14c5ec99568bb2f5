import type { CheckSpec } from '../../contract'
import { exactOf, liesWithin, shareText } from './numbers'
import { columnChanges } from './column-changes'
import type { JudgeContext, Measured, Verdict } from './types'

/** One aggregate against another, both as texts. */
export function judgeReconcile(check: Extract<CheckSpec, { kind: 'reconcile' }>, { figures }: Measured): Verdict {
  const { left, right, reference } = figures
  const compared = { dataset: check.dataset, measure: check.measure, left: left ?? '∅' }
  if (reference === null || reference === undefined) return { state: 'skipped', reason: 'reconcile.none', measured: compared }
  const measured = { ...compared, right: right ?? '∅', within: shareText(check.within) }
  return agree(left ?? null, right ?? null, check.within)
    ? { state: 'ok', reason: 'ok', measured }
    : { state: 'failed', reason: 'reconcile.differs', measured }
}

/** Numbers within a share of the second; other texts where they are the same. No value agrees with no value. */
function agree(left: string | null, right: string | null, share: number): boolean {
  if (left === null || right === null) return left === right
  const [a, b] = [exactOf(left), exactOf(right)]
  return a === undefined || b === undefined ? left === right : liesWithin(a, b, share)
}

/** Columns and types against those of the partition before. */
export function judgeSchema({ figures }: Measured, { columnsBefore }: JudgeContext): Verdict {
  const now = figures['columns'] ?? null
  if (columnsBefore === undefined || columnsBefore === null || now === null)
    return { state: 'skipped', reason: 'schema.first', measured: {} }
  const changes = columnChanges(columnsBefore, now)
  if (Object.keys(changes).length === 0) return { state: 'ok', reason: 'ok', measured: {} }
  return { state: 'failed', reason: 'schema.differs', measured: changes }
}
