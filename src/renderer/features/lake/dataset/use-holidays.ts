import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DatasetSpec } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'

/** Closed days of the dataset's calendar by date, named in the user's language; undefined without a calendar. */
export function useHolidays(calendar: DatasetSpec['calendar']): ReadonlyMap<string, string> | undefined {
  const { i18n } = useTranslation()
  const { value } = useCall('calendars.get', calendar === undefined ? null : { id: calendar })
  const korean = i18n.language.startsWith('ko')
  return useMemo(
    () => (value === undefined ? undefined : new Map(value.closed.map((day) => [day.date, korean ? day.ko : day.en]))),
    [value, korean]
  )
}
