import { isDerived, WHOLE, type DatasetSpec } from '../../contract'
import { dayIn, fromEpochDay, toMonth } from '../../calendar'
import { overlapsRange, partitionOfDate, partitionsBetween, zoneOf } from '../intervals'
import type { DatasetFacts, InputEdge, World } from '../types'
import { isAwaited, type Horizon } from './horizon'
import type { Rhythm } from './rhythm'

/** Beyond this many days or months a stray date (year 1, year 9999) is likelier than a gap, and nothing is called missing. */
const MOST = 40_000

/**
 * Partitions that a dataset should have by now, ascending: of a derived one those for whose period all inputs that are read by period have
 * something; of others those of the horizon. A dataset without partitions should have `all`, a derived one once its inputs are there.
 */
export function expectedPartitions(
  facts: DatasetFacts,
  horizon: Horizon | undefined,
  rhythm: Rhythm,
  { graph, facts: all }: Pick<World, 'graph' | 'facts'>
): string[] {
  const { spec } = facts
  if (!isDerived(spec)) return spec.partition === undefined ? [WHOLE] : ofHorizon(spec, horizon, rhythm)
  const inputs = (graph.inputs.get(spec.name) ?? []).map((edge) => ({ edge, input: all.get(edge.dataset) }))
  if (spec.partition === undefined) return inputs.every(({ input }) => (input?.partitions.size ?? 0) > 0) ? [WHOLE] : []
  const made = madeFrom(spec, inputs)
  const own = made === undefined || isAwaited(spec) ? ofHorizon(spec, horizon, rhythm) : []
  return [...new Set([...(made ?? []), ...own])].sort()
}

function ofHorizon(spec: DatasetSpec, horizon: Horizon | undefined, rhythm: Rhythm): string[] {
  if (horizon === undefined || horizon.to <= horizon.from) return []
  const zone = zoneOf(spec)
  const [first, last] = [dayIn(zone, horizon.from), dayIn(zone, horizon.to - 1)]
  const [from, to] = [fromEpochDay(first), fromEpochDay(last)]
  if (spec.partition?.grain === 'month')
    return toMonth(to) - toMonth(from) > MOST ? [] : partitionsBetween(spec, undefined, from, to)
  if (last - first > MOST) return []
  const dates: string[] = []
  for (let day = first; day <= last; day += 1) if (rhythm(day)) dates.push(fromEpochDay(day))
  return dates
}

interface Input {
  edge: InputEdge
  input: DatasetFacts | undefined
}

/** Periods for which each input that is read by period, and is no coarser, has something; undefined where there is no such input. */
function madeFrom(spec: DatasetSpec, inputs: readonly Input[]): string[] | undefined {
  const periods = inputs.flatMap(({ edge, input }) => {
    const grain = input?.spec.partition?.grain
    if (input === undefined || grain === undefined || edge.read === 'whole') return []
    if (grain === 'month' && spec.partition?.grain === 'day') return []
    return [new Set([...input.partitions.keys()].filter((dt) => dt !== WHOLE).map((dt) => partitionOfDate(spec, dt)))]
  })
  const [first, ...others] = periods
  if (first === undefined) return undefined
  return [...first].filter((dt) => others.every((other) => other.has(dt)) && overlapsRange(spec, dt))
}
