import type { TFunction } from 'i18next'

/** Minutes as `41 min`, `3 h 05 m`, `2 d 4 h`. */
export function minutesText(t: TFunction, minutes: number): string {
  if (minutes < 60) return t('overview.minutes', { value: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return t('overview.hours', { hours, minutes: String(minutes % 60).padStart(2, '0') })
  return t('overview.days', { days: Math.floor(hours / 24), hours: hours % 24 })
}
