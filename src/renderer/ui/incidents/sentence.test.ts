import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { startI18n } from '../../locales/i18n'
import { reasonSentence } from './sentence'

const fewer = {
  reason: 'rows.fewer',
  subject: 'rows',
  measured: { rows: '120', median: '2,031', weekday: 'mon', within: '30 %', partitions: '20' }
}

describe('what is wrong, in words', () => {
  beforeAll(() => {
    // A window has a document; only its language is set.
    Object.assign(globalThis, { document: { documentElement: { lang: '' } } })
    startI18n('ko')
  })

  it('says the values in the user’s language, with what they come to', () => {
    expect(reasonSentence(i18next.getFixedT('ko'), fewer)).toBe('행 수 120 · 같은 월요일 중앙값 2,031의 5.9\u00A0%')
    expect(reasonSentence(i18next.getFixedT('en'), fewer)).toBe('120 rows · 5.9\u00A0% of the median of 2,031 (Mondays before)')
  })

  it('falls back to what was measured where the reason is not known, or a value is not there', () => {
    const t = i18next.getFixedT('en')
    expect(reasonSentence(t, { reason: 'of.tomorrow', subject: 'own', measured: { a: '1' } })).toMatch(/^own: a 1/)
    expect(reasonSentence(t, { ...fewer, measured: { rows: '120' } })).toMatch(/^rows: rows 120/)
  })

  it('says what a source sends and where, without the English of the engine', () => {
    const t = i18next.getFixedT('ko')
    const rows = { reason: 'load.too_many_bad', subject: 'load_too_many_bad', measured: { read: '3', refused: '2', most: '0 %' } }
    expect(reasonSentence(t, { ...rows, kind: 'collect' })).toBe('읽을 수 없는 행이 3행 중 2행 · 허용 0\u00A0%')
    expect(reasonSentence(i18next.getFixedT('en'), { ...rows, kind: 'collect' })).toBe(
      '2 of 3 rows cannot be read · 0\u00A0% are allowed'
    )
    const status = { reason: 'http.status', subject: 'http_status', measured: { message: 'It answered 503.', status: '503' } }
    expect(reasonSentence(t, { ...status, kind: 'collect' })).toMatch(/^[^A-Za-z]*(HTTP)?[^A-Za-z]* · 503$/)
  })
})
