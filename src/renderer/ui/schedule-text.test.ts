import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { overview as english } from '../locales/en/overview'
import { scheduleText } from './schedule-text'

const i18n = createInstance()
await i18n.init({ lng: 'en', resources: { en: { translation: english } } })
const inWords = (cron: string): string => scheduleText({ cron }, i18n.t)

describe('a schedule in words', () => {
  it('says common cron fields as a person would', () => {
    expect(inWords('30 6 * * *')).toBe('daily 06:30')
    expect(inWords('0 18 * * 1-5')).toBe('weekdays 18:00')
    expect(inWords('0 8 5 * *')).toBe('day 5 of the month 08:00')
    expect(inWords('*/10 * * * *')).toBe('every 10 minutes')
  })

  it('shows any other as it is written', () => {
    for (const cron of ['0 8 * 1 *', '*/10 9-15 * * 1-5', '0 8,12 * * *', '0 8 5 * 1', '30 0 8 5 * *'])
      expect(inWords(cron)).toBe(cron)
  })

  it('names what it waits for', () => {
    expect(scheduleText({ after: ['prices', 'rates'] }, i18n.t)).toBe('after prices, rates')
    expect(scheduleText({}, i18n.t)).toBe('when a file arrives')
  })
})
