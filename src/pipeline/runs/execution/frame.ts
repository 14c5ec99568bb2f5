import { defaultRunPolicy, WHOLE, type BackfillPlan, type PlanFollow, type PlanItem } from '../../contract'
import { itemKey } from './item-states'
import type { ExecutionFrame, ExecutionPolicies, Needs } from './types'

/** All that a plan will run: its items, and what follows unless it was declined. */
export const workOf = (plan: BackfillPlan): readonly (PlanItem | PlanFollow)[] =>
  plan.options.follow ? [...plan.items, ...plan.follows] : plan.items

/** What waits for what, told from the plan. */
export function frameOf(plan: BackfillPlan, policies: ExecutionPolicies): ExecutionFrame {
  const work = workOf(plan)
  const positions = new Map(work.map(({ dataset, dt }, index) => [itemKey(dataset, dt), index]))
  const planned = new Set(work.map(({ dataset }) => dataset))
  const before = predecessors(work, policies)
  const needs = work.map((item, index) => needsOf(item, before.get(index), positions, planned))
  return {
    total: plan.options.concurrency ?? policies.total,
    policies: withOptions(plan, policies, planned),
    divisible: policies.divisible,
    asking: new Set([...planned].filter((dataset) => asks(plan, policies, dataset))),
    ...{ positions, needs },
    ...dependentsOf(needs)
  }
}

function asks({ options }: BackfillPlan, { datasets }: ExecutionPolicies, dataset: string): boolean {
  if (options.publish !== undefined) return options.publish === 'review'
  return (datasets.get(dataset) ?? defaultRunPolicy).publish !== 'direct'
}

/** In a sequential dataset each partition waits for the one before it. */
function predecessors(work: readonly PlanItem[], { datasets }: ExecutionPolicies): Map<number, number> {
  const before = new Map<number, number>()
  const last = new Map<string, number>()
  work.forEach(({ dataset }, index) => {
    const previous = last.get(dataset)
    if (previous !== undefined && datasets.get(dataset)?.sequential === true) before.set(index, previous)
    last.set(dataset, index)
  })
  return before
}

function needsOf(
  item: PlanItem | PlanFollow,
  before: number | undefined,
  positions: ReadonlyMap<string, number>,
  planned: ReadonlySet<string>
): Needs {
  const items = before === undefined ? [] : [before]
  const wholes: string[] = []
  for (const { dataset, dt } of 'because' in item ? item.because : []) {
    const position = positions.get(itemKey(dataset, dt))
    if (position !== undefined) items.push(position)
    else if (dt === WHOLE && planned.has(dataset)) wholes.push(dataset)
  }
  return { items, wholes }
}

function dependentsOf(needs: readonly Needs[]): Pick<ExecutionFrame, 'dependents' | 'wholeDependents'> {
  const dependents = new Map<number, number[]>()
  const wholeDependents = new Map<string, number[]>()
  needs.forEach(({ items, wholes }, index) => {
    for (const item of items) push(dependents, item, index)
    for (const dataset of wholes) push(wholeDependents, dataset, index)
  })
  return { dependents, wholeDependents }
}

function push<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** A cap that was chosen for the backfill stands in place of its dataset's own; what follows keeps its own. */
function withOptions(plan: BackfillPlan, policies: ExecutionPolicies, planned: ReadonlySet<string>): ExecutionFrame['policies'] {
  return new Map(
    [...planned].map((dataset) => {
      const policy = policies.datasets.get(dataset) ?? defaultRunPolicy
      const chosen = dataset === plan.selection.name ? plan.options.concurrency : undefined
      return [dataset, { ...policy, concurrency: policy.sequential ? 1 : (chosen ?? policy.concurrency) }]
    })
  )
}
