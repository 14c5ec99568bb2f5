import { describe, expect, it } from 'vitest'
import { contrast } from './contrast'
import { stateColours, tokens, type Scheme, type Token } from './tokens'

const schemes: Scheme[] = ['light', 'dark']
const surfaces: Token[] = ['surface-0', 'surface-1', 'surface-2', 'hover', 'selected']

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5)
    expect(contrast('#2B59FF', '#2B59FF')).toBe(1)
  })

  it('agrees with the published figure for #767676 on white', () => {
    expect(contrast('#767676', '#FFFFFF')).toBeCloseTo(4.54, 2)
  })
})

describe.each(schemes)('the %s theme', (scheme) => {
  const colour = tokens[scheme]

  it.each(surfaces)('keeps strong and normal text readable on %s', (surface) => {
    for (const text of ['strong', 'text'] as const) expect(contrast(colour[text], colour[surface])).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps muted text and links readable on panels and on the app', () => {
    for (const surface of ['surface-0', 'surface-1', 'surface-2'] as const)
      for (const text of ['muted', 'accent'] as const) expect(contrast(colour[text], colour[surface])).toBeGreaterThanOrEqual(4.5)
  })

  it.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['warn-text', 'warn-band'],
    ['fail-text', 'fail-band'],
    ['simulated-text', 'simulated-band'],
    ['text', 'warn-band'],
    ['text', 'fail-band']
  ] as const)('keeps %s readable on %s', (text, fill) => {
    expect(contrast(colour[text], colour[fill])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(Object.entries(stateColours[scheme]))(
    'draws the symbol of %s visibly on every surface, also pointed at and selected',
    (_state, symbol) => {
      for (const surface of surfaces) expect(contrast(symbol, colour[surface])).toBeGreaterThanOrEqual(3)
    }
  )

  it('draws the borders of controls and the focus ring visibly', () => {
    for (const surface of ['surface-0', 'surface-1'] as const)
      for (const line of ['control', 'accent'] as const) expect(contrast(colour[line], colour[surface])).toBeGreaterThanOrEqual(3)
  })
})
