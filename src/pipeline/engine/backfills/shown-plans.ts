import type { BackfillPlan } from '../../contract'

/** Plans that are remembered so that a stale one can be compared with what would run now. */
const KEPT = 50

/** Plans that were shown, by their hash. */
export class ShownPlans {
  private readonly plans = new Map<string, BackfillPlan>()

  remember(plan: BackfillPlan): BackfillPlan {
    this.plans.delete(plan.hash)
    this.plans.set(plan.hash, plan)
    const oldest = this.plans.keys().next().value
    if (this.plans.size > KEPT && oldest !== undefined) this.plans.delete(oldest)
    return plan
  }

  of(hash: string | undefined): BackfillPlan | undefined {
    return hash === undefined ? undefined : this.plans.get(hash)
  }
}
