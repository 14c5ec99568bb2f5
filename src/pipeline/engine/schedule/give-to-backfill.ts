import type { DatasetSpec, ScheduleTick } from '../../contract'
import { toInstant } from '../../lib/clock'
import { toErrorData } from '../../lib/errors'
import { intervalById } from '../../runs/intervals'
import { staysDue } from '../../runs/schedule'
import { calendarOf } from '../facts/dataset-facts'
import type { Services } from '../services'
import { startInterval } from './start-interval'

/** Gives a due interval to a backfill, which is written down together with it; it stays due while another one changes the dataset. */
export async function giveToBackfill(services: Services, spec: DatasetSpec, tick: ScheduleTick): Promise<void> {
  const { state, active, busy, clock } = services
  if (active.has(spec.name) || busy.has(spec.name)) return
  const interval = intervalById(spec, await calendarOf(services, spec), tick.interval)
  const at = toInstant(clock.now())
  if (interval === undefined) {
    await state.ticks.settle({ ...tick, state: 'skipped', reason: 'The dataset no longer has this interval.', at })
    return
  }
  try {
    const trigger = spec.schedule?.after === undefined ? ('schedule' as const) : ('after' as const)
    const alongside = (backfill: string) => state.ticks.settle({ ...tick, state: 'run', reason: null, backfill, at })
    await startInterval(services, spec, interval, { trigger, startedBy: trigger, alongside })
  } catch (thrown) {
    const error = toErrorData(thrown)
    if (staysDue(error.code)) return
    await state.ticks.settle({ ...tick, state: 'failed', reason: `${error.message} [${error.code}]`, at })
  }
}
