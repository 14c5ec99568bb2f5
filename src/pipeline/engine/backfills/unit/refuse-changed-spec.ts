import type { BackfillPlan } from '../../../contract'
import { AppError } from '../../../lib/errors'
import { specHash } from '../../../runs/plan/spec-hash'
import type { DatasetFacts } from '../../../runs/types'

/** `plan.stale` where a dataset's file or query is no longer that of the plan: its partitions are all made by one, or not at all. */
export function refuseChangedSpec({ basis }: BackfillPlan, { spec, query }: Pick<DatasetFacts, 'spec' | 'query'>): void {
  const planned = new Map(basis.map(({ of, at }) => [of, at]))
  const now = new Map([
    [`spec:${spec.name}`, specHash(spec)],
    [`query:${spec.name}`, query]
  ])
  const changed = [...now].filter(([of, at]) => planned.has(of) && planned.get(of) !== at).map(([of]) => of)
  if (changed.length === 0) return
  throw new AppError('plan.stale', `The dataset file of ${spec.name} was changed after this was planned.`, {
    hint: 'What is left was not made, so that nothing is made half by one and half by the other: plan and start it again.',
    details: { dataset: spec.name, changed }
  })
}
