import type { RunFilter, RunGroup } from '../contract'
import { AppError } from '../lib/errors'
import type { StateStore } from '../store'
import { mergeGroups } from '../store/run-groups'

/** Runs of a filter summed by the day of a zone on which they began, the newest day first. Error: `usage` where there is no such zone. */
export function runsByDay({ runs }: Pick<StateStore, 'runs'>, filter: RunFilter, zone: string): RunGroup[] {
  const dates = datesOf(zone)
  return mergeGroups(runs.groups(filter, 'quarter'), (quarter) => dates.format(new Date(quarter)))
}

function datesOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  } catch {
    throw new AppError('usage', `"${zone}" is no IANA time zone.`, { hint: 'Name one such as Asia/Seoul.', details: { zone } })
  }
}
