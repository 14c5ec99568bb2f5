import type { BackfillItem, BackfillPlan, BackfillState } from '../../contract'
import { frameOf, workOf } from './frame'
import { isFinished } from './item-states'
import type { Execution, ExecutionPolicies, UnitState } from './types'

/** A plan before anything of it ran. One without items is done at once. */
export function begin(plan: BackfillPlan, policies: ExecutionPolicies): Execution {
  const items = workOf(plan).map(({ dataset, dt, unit, rowsNow, digestNow = null }): BackfillItem => ({
    ...{ dataset, dt, unit, state: 'waiting', attempts: [] },
    ...{ rowsBefore: rowsNow, rowsAfter: null, digestBefore: digestNow, digestAfter: null, change: null }
  }))
  return restore(plan, policies, { state: items.length === 0 ? 'done' : 'running', items })
}

/**
 * A plan as it was left, from what was kept of it. Units that were in flight still are: apply `engine-restarted` next.
 * What waited for another try is due at once.
 */
export function restore(
  plan: BackfillPlan,
  policies: ExecutionPolicies,
  { state, items }: { state: BackfillState; items: readonly BackfillItem[] }
): Execution {
  const open = new Map<string, number>()
  for (const item of items) open.set(item.dataset, (open.get(item.dataset) ?? 0) + (isFinished(item) ? 0 : 1))
  return { frame: frameOf(plan, policies), state, items, units: unitsOf(items), open, error: undefined }
}

function unitsOf(items: readonly BackfillItem[]): UnitState[] {
  const members = new Map<number, number[]>()
  items.forEach(({ unit }, index) => members.set(unit, [...(members.get(unit) ?? []), index]))
  const count = items.reduce((most, { unit }) => Math.max(most, unit + 1), 0)
  return Array.from({ length: count }, (_, unit) => unitOf(unit, members.get(unit) ?? [], items))
}

function unitOf(unit: number, members: readonly number[], items: readonly BackfillItem[]): UnitState {
  const left = members.flatMap((index) => {
    const item = items[index]
    return item === undefined || isFinished(item) ? [] : [{ index, item }]
  })
  const running = left.find(({ item }) => item.state === 'running')?.item
  return {
    ...{ unit, dataset: items[members[0] ?? -1]?.dataset ?? '', items: left.map(({ index }) => index) },
    state: running !== undefined ? 'running' : left.length > 0 ? 'waiting' : 'ended',
    run: running?.attempts.at(-1) ?? null,
    retryAt: null
  }
}
