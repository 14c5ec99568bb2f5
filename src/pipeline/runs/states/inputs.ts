import type { DatasetSpec } from '../../contract'
import { addOpenDays, firstDayOf, fromEpochDay, fromMonth, toEpochDay, toMonth } from '../../calendar'
import { daysOfPartition } from '../intervals'
import type { DatasetFacts, InputEdge } from '../types'

/** First and last partition (of the input's grain, both inclusive) that a derived partition reads; `whole` for all of it. */
type InputSpan = { from: string; to: string } | 'whole'

/**
 * Which stretch of an input a derived partition reads: its own period and `lookback` periods of the mart's grain before. A period of a
 * mart by day is a day of business of the input's calendar.
 */
function inputSpan(edge: InputEdge, spec: DatasetSpec, dt: string, input: Pick<DatasetFacts, 'spec' | 'calendar'>): InputSpan {
  const grain = input.spec.partition?.grain
  const days = daysOfPartition(dt)
  if (edge.read === 'whole' || grain === undefined || days === undefined) return 'whole'
  const monthly = spec.partition?.grain === 'month'
  const first = monthly ? firstDayOf(toMonth(dt) - edge.lookback) : addOpenDays(input.calendar, days.first, -edge.lookback)
  if (grain === 'day') return { from: fromEpochDay(first), to: fromEpochDay(days.last) }
  return { from: fromEpochDay(first).slice(0, 7), to: fromEpochDay(days.last).slice(0, 7) }
}

/** The partitions of an input, of those that are there, that partition `dt` of a derived dataset reads; ascending. */
export function inputPartitions(edge: InputEdge, spec: DatasetSpec, dt: string, inputFacts: DatasetFacts): string[] {
  return partitionsIn(inputSpan(edge, spec, dt, inputFacts), inputFacts)
}

function partitionsIn(span: InputSpan, { spec, partitions }: DatasetFacts): string[] {
  if (span === 'whole') return allOf(partitions)
  if (span.from === span.to) return partitions.has(span.from) ? [span.from] : []
  return spanned(span, spec.partition?.grain === 'day').filter((dt) => partitions.has(dt))
}

const sorted = new WeakMap<object, string[]>()

/** Kept, since each partition of a mart that reads a table whole asks for it. */
function allOf(partitions: DatasetFacts['partitions']): string[] {
  const known = sorted.get(partitions) ?? [...partitions.keys()].sort()
  sorted.set(partitions, known)
  return known
}

function spanned({ from, to }: { from: string; to: string }, daily: boolean): string[] {
  const [first, last] = daily ? [toEpochDay(from), toEpochDay(to)] : [toMonth(from), toMonth(to)]
  return Array.from({ length: last - first + 1 }, (_, index) => (daily ? fromEpochDay(first + index) : fromMonth(first + index)))
}
