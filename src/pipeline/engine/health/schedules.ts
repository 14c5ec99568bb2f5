import type { Health, ScheduleTick } from '../../contract'
import { median } from '../../lib/median'
import { hasCome } from '../../runs/schedule'
import { usableSpecs } from '../facts/world'
import type { Services } from '../services'

/** Intervals that a usual lateness is told from. */
const JUDGED_BY = 20
const LOOKED_AT = 200

/** How late each schedule starts what falls due. */
export async function schedulesNow(services: Services): Promise<Health['schedules']> {
  const specs = (await usableSpecs(services)).filter(({ schedule }) => schedule !== undefined)
  return specs.map(({ name }) =>
    latenessOf(name, services.state.ticks.list({ dataset: name, limit: LOOKED_AT }), services.clock.now())
  )
}

/** `ticks`: newest first. What a clock that was set back made look early counts as in time. */
export function latenessOf(dataset: string, ticks: readonly ScheduleTick[], now: number): Health['schedules'][number] {
  const seconds = ticks
    .filter(({ state }) => state === 'run')
    .slice(0, JUDGED_BY)
    .map(({ dueAt, at }) => Math.max(0, (Date.parse(at) - Date.parse(dueAt)) / 1000))
  return {
    dataset,
    lateSeconds: seconds[0] ?? null,
    medianSeconds: median(seconds) ?? null,
    waiting: ticks.filter((tick) => tick.state === 'due' && hasCome(tick, now)).length,
    failed: ticks.filter(({ state }) => state === 'failed').length
  }
}
