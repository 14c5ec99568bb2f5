import type { DatasetSpec, ErrorCode, ScheduleTick } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { toInstant } from '../../lib/clock'
import { intervalById } from '../../runs/intervals'
import { ticksOf } from '../../runs/schedule'
import { intervalStatuses } from '../../runs/states'
import { calendarOf, datasetFacts } from '../facts/dataset-facts'
import type { Services } from '../services'
import { atWork } from './paused'

/** Newest intervals of a dataset whose source is asked for again while it is late. */
const ASKED_AGAIN = 5

/**
 * An interval for which the source had no row, where the calendar expects data (`check.empty`), or of which the source could not be reached,
 * falls due again at each later time of the schedule, before newer ones, until it is there or five newer ones have fallen due.
 */
export async function askLateSource(services: Services, spec: DatasetSpec): Promise<void> {
  const { state, clock } = services
  const calendar = await calendarOf(services, spec)
  for (const tick of state.ticks.list({ dataset: spec.name, limit: ASKED_AGAIN })) {
    if (!isTimeAgain(spec, calendar, tick, clock.now()) || !hadNoRows(services, tick)) continue
    if (await isThere(services, spec, tick, calendar)) continue
    const reason = 'Its source had no rows yet: it is asked again.'
    await state.ticks.settle({ ...tick, state: 'due', reason, at: toInstant(clock.now()) })
  }
}

/** Whether the schedule names a time since the interval was given to a run. */
function isTimeAgain(spec: DatasetSpec, calendar: TradingCalendar | undefined, tick: ScheduleTick, now: number): boolean {
  if (tick.state !== 'run') return false
  const next = ticksOf(atWork(spec), calendar)?.from(Date.parse(tick.at) + 1)
  return next !== undefined && next <= now
}

/** What is said of a source that has not come yet, or whose folder is not there, as of a share that is not mounted. */
const notThere: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['check.empty', 'file.missing', 'file.denied'])

function hadNoRows({ state }: Services, { dataset, backfill }: ScheduleTick): boolean {
  const items = backfill === null ? [] : (state.backfills.get(backfill)?.items ?? [])
  return items.some((item) => item.dataset === dataset && item.error !== undefined && notThere.has(item.error.code))
}

/** Somebody may have loaded it since. */
async function isThere(
  services: Services,
  spec: DatasetSpec,
  { interval }: ScheduleTick,
  calendar: TradingCalendar | undefined
): Promise<boolean> {
  const date = intervalById(spec, calendar, interval)?.date
  const facts = await datasetFacts(services, spec, { sources: false })
  const found = intervalStatuses(facts, services.clock.now(), date, date).find(({ id }) => id === interval)
  return found?.state === 'ok' || found?.state === 'empty' || found?.state === 'running'
}
