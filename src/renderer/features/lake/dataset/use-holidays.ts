import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DatasetSpec, Partition } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'

type Spec = Pick<DatasetSpec, 'name' | 'calendar' | 'partition' | 'interval'>

/** A day of intervals a day: the list of intervals then names what is closed; shorter ones would be a list without end. */
const byDays = ({ partition, interval }: Spec): boolean =>
  partition?.grain === 'day' && (interval === undefined || interval.unit === 'day')

const lastOfMonth = (dt: string): string =>
  new Date(Date.UTC(Number(dt.slice(0, 4)), Number(dt.slice(5, 7)), 0)).toISOString().slice(0, 10)

/**
 * Closed days of the dataset's calendar by date, named in the user's language, over the months of its partitions; undefined without a
 * calendar. Weekends are not in it.
 */
export function useHolidays(spec: Spec, partitions: readonly Partition[]): ReadonlyMap<string, string> | undefined {
  const { i18n } = useTranslation()
  const korean = i18n.language.startsWith('ko')
  const dts = partitions.map(({ dt }) => dt).sort()
  const [first, last] = [dts[0], dts.at(-1)]
  const listed = spec.calendar !== undefined && byDays(spec) && first !== undefined && last !== undefined && first !== 'all'
  const intervals = useCall(
    'intervals.list',
    listed ? { name: spec.name, from: `${first.slice(0, 7)}-01`, to: lastOfMonth(last) } : null,
    { follow: spec.name }
  )
  const calendar = useCall('calendars.get', spec.calendar === undefined || listed ? null : { id: spec.calendar })
  return useMemo(() => {
    const word = ({ ko, en }: { ko: string; en: string }): string => (korean ? ko : en)
    if (intervals.value !== undefined)
      return new Map(intervals.value.flatMap(({ id, holiday }) => (holiday === undefined ? [] : [[id, word(holiday)] as const])))
    return calendar.value === undefined ? undefined : new Map(calendar.value.closed.map((day) => [day.date, word(day)]))
  }, [intervals.value, calendar.value, korean])
}
