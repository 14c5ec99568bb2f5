import { defaultRunPolicy, WHOLE, type Backfill, type DatasetSpec } from '../../contract'
import type { StagedLoad } from '../../load/worker-api'
import type { Difference } from './results'

/** A share of changed rows (0–100 %) above which a unit waits for a review, or why it always does; undefined: never. */
export type ReviewAbove = number | 'chosen' | 'with-inputs' | undefined

/** When a unit of a backfill waits for a review. */
export function reviewAbove(record: Pick<Backfill, 'plan' | 'items'>, spec: DatasetSpec, dts: readonly string[]): ReviewAbove {
  if (readsStaged(record, spec.name, dts)) return 'with-inputs'
  const { publish } = record.plan.options
  if (publish !== undefined) return publish === 'review' ? 'chosen' : undefined
  const policy = (spec.runs ?? defaultRunPolicy).publish
  return policy === 'direct' ? undefined : policy.askAbove
}

/** What is made from partitions that wait for a review waits with them: it is not to show what may be thrown away. */
function readsStaged({ plan, items }: Pick<Backfill, 'plan' | 'items'>, dataset: string, dts: readonly string[]): boolean {
  const staged = items.filter(({ state }) => state === 'staged')
  if (staged.length === 0) return false
  const names = new Set(staged.map((item) => item.dataset))
  const keys = new Set(staged.map((item) => `${item.dataset} ${item.dt}`))
  return plan.follows
    .filter((follow) => follow.dataset === dataset && dts.includes(follow.dt))
    .some(({ because }) =>
      because.some((input) => (input.dt === WHOLE ? names.has(input.dataset) : keys.has(`${input.dataset} ${input.dt}`)))
    )
}

/** Per cent of a partition's rows that a publication would change; 0 where there were none. */
export function changedShare({ added, removed, changed, unchanged }: Difference): number {
  const before = removed + changed + unchanged
  return before === 0 ? 0 : (100 * (added + removed + changed)) / before
}

/** Whether a unit waits. What is made from staged inputs is not to be said to be made of them before they are published, even unchanged. */
export function needsReview(
  above: ReviewAbove,
  { partitions }: Pick<StagedLoad, 'partitions'>,
  differences: ReadonlyMap<string, Difference>
): boolean {
  if (above === undefined) return false
  if (typeof above === 'number') return [...differences.values()].some((difference) => changedShare(difference) > above)
  return above === 'with-inputs' || partitions.some(({ change }) => change !== 'unchanged')
}
