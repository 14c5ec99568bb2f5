import type { BackfillPlan } from '../../../contract'
import { toInstant } from '../../../lib/clock'
import type { Services } from '../../services'

/** Plans larger than this are not kept: they are compared by their hash alone. */
const MOST_ITEMS = 20_000

/** Plans that were shown, so that a stale one can be compared with what would run now; also by a later command line. */
export class ShownPlans {
  constructor(private readonly services: () => Pick<Services, 'state' | 'clock' | 'logger'>) {}

  remember(plan: BackfillPlan): void {
    const { state, clock, logger } = this.services()
    if (plan.items.length + plan.follows.length <= MOST_ITEMS) {
      const kept = state.plans.put(plan, toInstant(clock.now()))
      kept.catch((error: unknown) => logger.warn('a plan could not be kept', { error: String(error) }))
    }
  }

  of(hash: string | undefined): BackfillPlan | undefined {
    return hash === undefined ? undefined : this.services().state.plans.get(hash)
  }
}
