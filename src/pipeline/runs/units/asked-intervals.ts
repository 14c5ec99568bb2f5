import type { DatasetSpec } from '../../contract'
import { intervalById, intervalsOf } from '../intervals'
import type { DatasetFacts, Interval } from '../types'

/**
 * The intervals that a unit is to read: the one that a schedule asks for, or all of its partitions that have ended. A full load replaces
 * its partition as a whole, so that it reads all of it whatever was asked.
 */
export function askedIntervals(
  { spec, calendar }: Pick<DatasetFacts, 'spec' | 'calendar'>,
  dts: readonly string[],
  interval: string | undefined,
  nowMs: number
): { asked: Interval[]; read: Interval[] } {
  const ended = dts.flatMap((dt) => intervalsOf(spec, calendar, dt)).filter(({ end }) => end <= nowMs)
  const one = interval === undefined ? undefined : intervalById(spec, calendar, interval)
  if (one === undefined || !dts.includes(one.dt)) return { asked: ended, read: ended }
  return { asked: [one], read: readsAll(spec) ? withOne(ended, one) : [one] }
}

const readsAll = ({ mode }: DatasetSpec): boolean => mode === 'full'

const withOne = (ended: readonly Interval[], one: Interval): Interval[] =>
  ended.some(({ id }) => id === one.id) ? [...ended] : [...ended, one]
