import type { Backfill, BackfillSelection, DatasetSpec, ScheduleTick } from '../../contract'
import { toInstant } from '../../lib/clock'
import { toErrorData } from '../../lib/errors'
import { intervalById } from '../../runs/intervals'
import { calendarOf } from '../facts/dataset-facts'
import type { Services } from '../services'
import { selectionOf, startInterval } from './start-interval'

/** Gives a due interval to a backfill; it stays due while another one changes the dataset. */
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
    const id = await startInterval(services, spec, interval, { trigger, startedBy: trigger })
    await state.ticks.settle({ ...tick, state: 'run', reason: null, backfill: id, at })
  } catch (thrown) {
    const error = toErrorData(thrown)
    // Somebody else changes it right now, or the engine closes: the interval stays due.
    if (error.code === 'run.overlap' || error.code === 'load.busy' || error.code === 'engine.gone') return
    await state.ticks.settle({ ...tick, state: 'failed', reason: `${error.message} [${error.code}]`, at })
  }
}

/** Newest backfills and intervals of a dataset that are looked through for what a dead engine began. */
const LOOKED_THROUGH = 50

/** An engine that died between starting a backfill and noting it left the interval due: it has run all the same, and is not run again. */
export async function settleStartedBefore(services: Services, specs: ReadonlyMap<string, DatasetSpec>): Promise<void> {
  const { state, clock } = services
  for (const tick of state.ticks.open()) {
    const spec = specs.get(tick.dataset)
    const interval = spec && intervalById(spec, await calendarOf(services, spec), tick.interval)
    if (spec === undefined || interval === undefined) continue
    const given = orphanOf(services, spec.name, await selectionOf(services, spec, interval))
    if (given !== undefined) await state.ticks.settle({ ...tick, state: 'run', backfill: given.id, at: toInstant(clock.now()) })
  }
}

/** A backfill of this selection that a schedule started and no interval names. */
function orphanOf({ state }: Services, dataset: string, selection: BackfillSelection): Backfill | undefined {
  const named = new Set(state.ticks.list({ dataset, limit: LOOKED_THROUGH }).map(({ backfill }) => backfill))
  return state.backfills
    .list({ dataset, active: false, limit: LOOKED_THROUGH })
    .find(({ id, trigger, plan }) => !named.has(id) && SCHEDULED.has(trigger) && isSame(plan.selection, selection))
}

const SCHEDULED: ReadonlySet<Backfill['trigger']> = new Set(['schedule', 'after'] as const)

const isSame = (left: BackfillSelection, right: BackfillSelection): boolean =>
  left.interval === right.interval && JSON.stringify(left.dts) === JSON.stringify(right.dts)
