import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readSecret, type SecretInput } from './read-secret'

/** A terminal that types these keys; tells whether it echoed. */
function terminal(...keys: string[]): { input: SecretInput; raw: boolean[] } {
  const raw: boolean[] = []
  const input = Object.assign(Readable.from(keys), { isTTY: true, setRawMode: (on: boolean) => void raw.push(on) })
  return { input, raw }
}

describe('a secret', () => {
  it.each([
    ['p a\nss\n', 'p a\nss'],
    ['비밀\r\n', '비밀'],
    ['', '']
  ])('from standard input %j is everything but its last line break', async (text, secret) => {
    expect(await readSecret(Readable.from([Buffer.from(text)]), { write: () => undefined }, 'key')).toBe(secret)
  })

  it('at a terminal is what was typed until Enter, without echo, with corrections', async () => {
    const shown: string[] = []
    const { input, raw } = terminal('hun', 'x\u007f', 'ter2\r', 'later')
    expect(await readSecret(input, { write: (text) => shown.push(text) }, 'key of api')).toBe('hunter2')
    expect(shown.join('')).toBe('key of api: \n')
    expect(raw).toEqual([true, false])
  })

  it('is given up by Ctrl+C, and the terminal echoes again', async () => {
    const { input, raw } = terminal('hun', '\u0003')
    await expect(readSecret(input, { write: () => undefined }, 'key')).rejects.toMatchObject({ code: 'cancelled' })
    expect(raw).toEqual([true, false])
  })
})
