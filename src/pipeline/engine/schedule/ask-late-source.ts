import type { DatasetSpec } from '../../contract'
import { toInstant } from '../../lib/clock'
import { ASKED_AGAIN, dueAgain, hadNoRows, isThere, isTimeAgain } from '../../runs/schedule'
import { calendarOf, datasetFacts } from '../facts/dataset-facts'
import type { Services } from '../services'

/**
 * An interval for which the source had no row, where the calendar expects data (`check.empty`), or of which the source could not be reached,
 * falls due again at each later time of the schedule, before newer ones, until it is there or five newer ones have fallen due.
 */
export async function askLateSource(services: Services, spec: DatasetSpec): Promise<void> {
  const { state, clock } = services
  const calendar = await calendarOf(services, spec)
  for (const tick of state.ticks.list({ dataset: spec.name, limit: ASKED_AGAIN })) {
    if (!isTimeAgain(spec, calendar, tick, clock.now())) continue
    const items = tick.backfill === null ? [] : (state.backfills.get(tick.backfill)?.items ?? [])
    if (!hadNoRows(spec.name, items)) continue
    // Somebody may have loaded it since.
    if (isThere(await datasetFacts(services, spec, { sources: false }), tick.interval, clock.now())) continue
    await state.ticks.settle(dueAgain(tick, toInstant(clock.now())))
  }
}
