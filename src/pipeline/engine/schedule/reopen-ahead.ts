import type { DatasetSpec } from '../../contract'
import { toInstant } from '../../lib/clock'
import { DRIFT_MS, reopened } from '../../runs/schedule'
import type { Services } from '../services'

/** What was claimed by cron while the clock stood ahead falls due again at its own time. */
export async function reopenAhead({ state, clock }: Services, { name }: DatasetSpec): Promise<void> {
  const ahead = state.ticks.ahead(name, toInstant(clock.now() + DRIFT_MS))
  await Promise.all(ahead.map((tick) => state.ticks.settle(reopened(tick))))
}
