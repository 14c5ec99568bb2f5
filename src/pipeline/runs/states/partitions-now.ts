import type { DatasetSpec, PartitionState, StaleInput } from '../../contract'
import { dayIn, fromEpochDay, instantOf, openDayOnOrBefore, type TradingCalendar } from '../../calendar'
import { daysOfPartition, dueAt, effectiveInterval, spanStart, zoneOf } from '../intervals'
import type { DatasetFacts, StateOf, World } from '../types'
import { attemptState } from './attempt'
import { countIntervals, type Count } from './count'
import { expectedPartitions } from './expected'
import { horizonOf, type Horizon } from './horizon'
import { recordedIn, type Recorded } from './recorded'
import { rhythmOf, type Rhythm } from './rhythm'
import { staleness } from './staleness'

/** All that the state of a partition is told from. */
interface View {
  facts: DatasetFacts
  recorded: Recorded
  there: ReadonlySet<string>
  rhythm: Rhythm
  horizon: Horizon | undefined
  expected: ReadonlySet<string>
  stale: ReadonlyMap<string, StaleInput[]>
  /** Partitions that end on this day (since 1970-01-01) or later are provisional. */
  provisionalFrom: number
}

/**
 * Every partition that is there, expected, at work or in trouble, ascending, with its state. Of several that hold the first counts:
 * running, failed or refused, late (the newest interval that fell due is not there), missing (nothing is there), partial (an expected interval
 * is not there), stale, empty (no rows), ok. An interval is expected once it has ended, or once it is due if that is earlier.
 */
export function partitionsNow(facts: DatasetFacts, world: Pick<World, 'graph' | 'facts' | 'now'>): Map<string, StateOf> {
  const view = viewOf(facts, world)
  const dts = new Set([...view.recorded.dts, ...view.expected, ...facts.running.keys(), ...facts.troubles.keys()])
  return new Map([...dts].sort().map((dt) => [dt, stateOf(view, dt)]))
}

function viewOf(facts: DatasetFacts, world: Pick<World, 'graph' | 'facts' | 'now'>): View {
  const recorded = recordedIn(facts)
  const rhythm = rhythmOf(facts, recorded)
  const horizon = horizonOf(facts, recorded, rhythm, world.now)
  const expected = new Set(expectedPartitions(facts, horizon, rhythm, world))
  return {
    ...{ facts, recorded, rhythm, horizon, expected },
    there: new Set(recorded.dts),
    stale: staleness(facts, world),
    provisionalFrom: provisionalFrom(facts, horizon)
  }
}

function provisionalFrom({ spec, calendar }: DatasetFacts, horizon: Horizon | undefined): number {
  if (spec.provisional === undefined || horizon === undefined) return Infinity
  return spanStart(spec.provisional, calendar, dayIn(zoneOf(spec), horizon.to - 1))
}

function stateOf(view: View, dt: string): StateOf {
  const { facts, recorded, horizon, rhythm } = view
  const apart = recorded.apart(dt) && horizon !== undefined && horizon.to > horizon.from
  const count = apart ? countIntervals(facts, recorded, horizon, rhythm, dt) : undefined
  const stale = view.stale.get(dt) ?? []
  return {
    state: nameOf(view, dt, count, stale),
    held: count?.held ?? null,
    expected: count?.expected ?? null,
    dueAt: dueOf(view, dt, count),
    provisional: isProvisional(view, dt),
    stale
  }
}

function nameOf(view: View, dt: string, count: Count | undefined, stale: readonly StaleInput[]): PartitionState {
  const { facts } = view
  const attempt = attemptState(facts, dt)
  if (attempt !== undefined) return attempt
  if (isLate(view, dt)) return 'late'
  if (!view.there.has(dt)) return 'missing'
  if (count !== undefined && count.held < count.expected) return 'partial'
  if (stale.length > 0) return 'stale'
  return (facts.partitions.get(dt)?.rows ?? 0) === 0 ? 'empty' : 'ok'
}

const isLate = ({ recorded, horizon, expected }: View, dt: string): boolean =>
  horizon?.due?.dt === dt && expected.has(dt) && !recorded.holds(horizon.due)

const isProvisional = ({ provisionalFrom: from }: View, dt: string): boolean =>
  from !== Infinity && (daysOfPartition(dt)?.last ?? Number.MAX_SAFE_INTEGER) >= from

/** When the last expected interval of a partition was or is due; of one that is not over, where intervals are not told apart, its last. */
function dueOf({ facts: { spec, calendar }, horizon }: View, dt: string, count: Count | undefined): number | null {
  if (spec.expectedBy === undefined) return null
  const last = count === undefined ? (lastInterval(spec, calendar, dt) ?? horizon?.ready) : count.last
  return (last && dueAt(spec, calendar, last)) ?? null
}

function lastInterval(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  dt: string
): { date: string; end: number } | undefined {
  const days = daysOfPartition(dt)
  if (days === undefined) return undefined
  const day = effectiveInterval(spec).unit === 'month' ? days.last : openDayOnOrBefore(calendar, days.last)
  return { date: fromEpochDay(day), end: instantOf(zoneOf(spec), day + 1) }
}
