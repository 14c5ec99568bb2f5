import { backfillPlan, type BackfillPlan } from '../../contract'
import { toInstant } from '../../lib/clock'
import type { Services } from '../services'

/** Plans larger than this are not kept: they are compared by their hash alone. */
const MOST_ITEMS = 20_000

const keyOf = (hash: string): string => `plan ${hash}`

/** Plans that were shown, so that a stale one can be compared with what would run now; also by a later command line. */
export class ShownPlans {
  constructor(private readonly services: () => Pick<Services, 'state' | 'clock' | 'logger'>) {}

  remember(plan: BackfillPlan): BackfillPlan {
    const { state, clock, logger } = this.services()
    if (plan.items.length + plan.follows.length <= MOST_ITEMS) {
      const kept = state.requests.put(keyOf(plan.hash), 'backfills.plan', plan, toInstant(clock.now()))
      kept.catch((error: unknown) => logger.warn('a plan could not be kept', { error: String(error) }))
    }
    return plan
  }

  of(hash: string | undefined): BackfillPlan | undefined {
    if (hash === undefined) return undefined
    return backfillPlan.safeParse(this.services().state.requests.get(keyOf(hash))?.result).data
  }
}
