import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

/** Minutes as `41 min`, `3 h 05 m`, `2 d 4 h`. */
export function minutesText(t: TFunction, minutes: number): string {
  if (minutes < 60) return t('overview.minutes', { value: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return t('overview.hours', { hours, minutes: String(minutes % 60).padStart(2, '0') })
  return t('overview.days', { days: Math.floor(hours / 24), hours: hours % 24 })
}

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
