import { describe, expect, it } from 'vitest'
import { commandOf, type KeyPress } from './shortcuts'

const key = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  ctrl: false,
  alt: false,
  shift: false,
  composing: false,
  typing: false,
  ...more
})

describe('a key', () => {
  it.each([
    [key('Digit1', { ctrl: true }), { do: 'screen', index: 0 }],
    [key('Digit9', { ctrl: true }), { do: 'screen', index: 8 }],
    [key('ArrowLeft', { alt: true }), { do: 'history', by: -1 }],
    [key('ArrowRight', { alt: true }), { do: 'history', by: 1 }],
    [key('KeyJ'), { do: 'row', by: 1 }],
    [key('KeyK'), { do: 'row', by: -1 }],
    [key('KeyA'), { do: 'sheet', code: 'KeyA' }],
    [key('Slash', { shift: true }), { do: 'help' }]
  ])('%o means %o', (press, command) => expect(commandOf(press, false)).toEqual(command))

  it('opens a screen after g, by the physical key, so that ㅁ is a', () => {
    expect(commandOf(key('KeyG'), false)).toEqual({ do: 'await-goto' })
    expect(commandOf(key('KeyA'), true)).toEqual({ do: 'goto', code: 'KeyA' })
    expect(commandOf(key('KeyQ'), false)).toBeUndefined()
  })

  it('means nothing while a syllable is being composed', () => {
    expect(commandOf(key('KeyG', { composing: true }), false)).toBeUndefined()
    expect(commandOf(key('Digit1', { ctrl: true, composing: true }), false)).toBeUndefined()
  })

  it('belongs to the text where text is written, unless Ctrl or Alt is held', () => {
    expect(commandOf(key('KeyJ', { typing: true }), false)).toBeUndefined()
    expect(commandOf(key('Slash', { shift: true, typing: true }), false)).toBeUndefined()
    expect(commandOf(key('Digit2', { ctrl: true, typing: true }), false)).toEqual({ do: 'screen', index: 1 })
  })

  it('leaves the browser what is the browser’s', () => {
    expect(commandOf(key('KeyC', { ctrl: true }), false)).toBeUndefined()
    expect(commandOf(key('Digit1', { ctrl: true, shift: true }), false)).toBeUndefined()
  })
})
