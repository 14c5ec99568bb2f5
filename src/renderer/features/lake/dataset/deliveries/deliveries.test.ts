import { describe, expect, it } from 'vitest'
import { hereUrl } from './here-url'

describe('the URL of a share', () => {
  it('is that of the page where a browser reaches the engine, also through a tunnel', () => {
    const told = 'http://127.0.0.1:4000/share/abc/prices.csv'
    expect(hereUrl(told, { protocol: 'http:', origin: 'http://localhost:9000' })).toBe(
      'http://localhost:9000/share/abc/prices.csv'
    )
    expect(hereUrl(told, { protocol: 'app:', origin: 'app://penstock' })).toBe(told)
  })
})
