const format = (language: string, options: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(new Date(at))

/** `1월` or `Jan`; months count from 1. */
export const monthName = (month: number, language: string): string =>
  format(language, { month: 'short' }, Date.UTC(2000, month - 1, 1))

/** `2026-09` as `2026년 9월` or `Sep 2026`. */
export const monthOfYear = (month: string, language: string): string =>
  format(language, { year: 'numeric', month: 'short' }, Date.parse(`${month}-01T00:00:00Z`))
