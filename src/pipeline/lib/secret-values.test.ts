import { describe, expect, it } from 'vitest'
import { AppError, toErrorData } from './errors'
import { redact } from './redact'
import { hideKnownIn, hideValue } from './secret-values'

const secret = 'p+ss/w"rd 비밀?&=%'

describe('a known secret', () => {
  hideValue(secret)

  it.each([
    ['as it is', `denied for ${secret}!`],
    ['in an address', `/x?k=${encodeURIComponent(secret)}&page=1`],
    ['in an address with small escapes', `/x?k=${encodeURIComponent(secret).toLowerCase()}`],
    ['in a form', new URLSearchParams({ k: secret }).toString()],
    ['in JSON', JSON.stringify({ k: secret })],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in the header of a login', `Basic ${Buffer.from(`kim:${secret}`).toString('base64')}`],
    ['in base64 after any letters', Buffer.from(`ab${secret}c`).toString('base64url')]
  ])('is hidden from a log line %s', (_where, text) => {
    const line = JSON.stringify(redact({ message: text, deep: [{ [text]: 1 }] }))
    const core = text.replace(/^.*(?:k=|Basic )/, '').slice(4, -4)
    expect(line).not.toContain(secret)
    expect(line).not.toContain(core)
    expect(line).toContain('•••')
  })

  it('is hidden from what an error tells, down to its cause', () => {
    const cause = new Error(`socket said ${secret}`)
    const error = new AppError('http.failed', `GET ${secret}`, { hint: `try ${secret}`, details: { url: [secret] }, cause })
    expect(JSON.stringify(toErrorData(error))).not.toContain('w\\"rd')
  })

  it('leaves everything else alone: numbers, bytes, dates', () => {
    const value = { bytes: new Uint8Array([1]), at: new Date(0), n: 3n, text: 'pass' }
    expect(hideKnownIn(value)).toEqual(value)
  })
})

it('A value of three letters is not taken out of ordinary words.', () => {
  hideValue('the')
  expect(redact('the end of the day')).toBe('the end of the day')
})
