import type { NotExpectedReason } from '../../contract'
import { dateIn } from '../../calendar'
import { dateStatus, datesOfPartition, zoneOf } from '../intervals'
import type { DatasetFacts } from '../types'

/** Why nothing is expected of a partition at `now` (ms); undefined where something is. Of a month it must be so for all of its dates. */
export function notExpectedOf({ spec, calendar }: DatasetFacts, now: number): (dt: string) => NotExpectedReason | undefined {
  const today = dateIn(zoneOf(spec), now)
  return (dt) => {
    const dates = datesOfPartition(dt)
    if (dates === undefined) return undefined
    if (dates.from > today) return 'future'
    if (dates.from === dates.to) return dateStatus(spec, calendar, dt, now)
    const { from = dates.from, to = dates.to } = spec.range ?? {}
    return dates.to < from || dates.from > to ? 'out_of_range' : undefined
  }
}
