import { defaultRunPolicy, isDerived, type Backfill, type RunTrigger } from '../../../contract'
import { toInstant } from '../../../lib/clock'
import { newId } from '../../../lib/ids'
import { begin, DEFAULT_TOTAL, restore, type ExecutionPolicies } from '../../../runs/execution'
import { usableSpecs } from '../../facts/world'
import type { Services } from '../../services'
import type { PlanNow } from '../plan/plan-now'
import { FilesOfPlan } from '../plan/planned-files'
import { LiveBackfill } from './live-backfill'

/** Policies of every dataset as their files say them now. */
export async function policiesOf(services: Services): Promise<ExecutionPolicies> {
  const specs = await usableSpecs(services)
  return {
    total: DEFAULT_TOTAL,
    datasets: new Map(specs.map(({ name, runs }) => [name, runs ?? defaultRunPolicy])),
    divisible: new Set(specs.filter(isDerived).map(({ name }) => name))
  }
}

/** A new backfill of a plan, not yet durable. `job`: the one that will be at work on it. */
export function beginBackfill(
  services: Services,
  { plan, files }: PlanNow,
  policies: ExecutionPolicies,
  { startedBy, trigger, job }: { startedBy: string; trigger: RunTrigger; job: string }
): LiveBackfill {
  const execution = begin(plan, policies)
  const now = services.clock.now()
  const record: Backfill = {
    ...{ id: newId(now), dataset: plan.selection.name, state: execution.state, plan, startedBy, trigger },
    ...{ startedAt: toInstant(now), finishedAt: execution.state === 'done' ? toInstant(now) : null, job },
    ...{ items: [...execution.items], skip: plan.skip, finished: 0, total: execution.items.length, log: [] }
  }
  return new LiveBackfill(services, record, execution, files && new FilesOfPlan(files))
}

/** A backfill as it was left by an engine that is gone. */
export function restoreBackfill(services: Services, record: Backfill, policies: ExecutionPolicies): LiveBackfill {
  const files = services.state.backfills.files(record.id)
  return new LiveBackfill(services, record, restore(record.plan, policies, record), files && new FilesOfPlan(files))
}
