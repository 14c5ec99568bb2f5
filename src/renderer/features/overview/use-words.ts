import { useTranslation } from 'react-i18next'
import { minutesText } from '../../ui/minutes-text'

/** A date as `09-01 (Fri)` or `09-01(금)`, with its year where that is not the year of `today`; a month stays `2026-10`. */
export function dateText(date: string, language: string, today: string): string {
  if (date.length < 10) return date
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
  const day = date.startsWith(today.slice(0, 4)) ? date.slice(5) : date
  return `${day}${language.startsWith('ko') ? '' : ' '}(${weekday})`
}

export function useMinutesText(): (minutes: number) => string {
  const { t } = useTranslation()
  return (minutes) => minutesText(t, minutes)
}
