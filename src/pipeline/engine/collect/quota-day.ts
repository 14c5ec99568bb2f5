import type { RequestLimits } from '../../contract'
import { dayIn, fromEpochDay, instantOf } from '../../calendar'
import { minuteOfDay } from '../../runs/intervals'

export interface QuotaDay {
  /** The date on which it began, `YYYY-MM-DD` in the zone of the limits. */
  day: string
  /** When the next one begins, ms since the epoch. */
  endsAt: number
}

/** The day of a quota that holds an instant (ms since the epoch): from `resetsAt` to the next, in the zone of the limits. */
export function quotaDayAt({ resetsAt, zone }: Pick<RequestLimits, 'resetsAt' | 'zone'>, at: number): QuotaDay {
  const minutes = minuteOfDay(resetsAt)
  const today = dayIn(zone, at)
  const day = at < instantOf(zone, today, minutes) ? today - 1 : today
  return { day: fromEpochDay(day), endsAt: instantOf(zone, day + 1, minutes) }
}
