/** A key press as far as shortcuts care; `code` is the physical key, so that the Korean layout changes nothing. */
export interface KeyPress {
  code: string
  ctrl: boolean
  alt: boolean
  shift: boolean
  /** An input method is composing. */
  composing: boolean
  /** The focus is where text is written. */
  typing: boolean
}

export type Command =
  | { do: 'screen'; index: number }
  | { do: 'goto'; code: string }
  | { do: 'await-goto' }
  | { do: 'row'; by: 1 | -1 }
  | { do: 'history'; by: 1 | -1 }
  /** Presses the control of the page that names this key: most open a sheet, none does what cannot be taken back. */
  | { do: 'sheet'; code: string }
  | { do: 'help' }
  | { do: 'jobs' }

/** What a key press means; `awaiting` says that g was pressed just before. Undefined: not ours. */
export function commandOf(key: KeyPress, awaiting: boolean): Command | undefined {
  if (key.composing) return undefined
  if (key.alt && !key.ctrl) return historyOf(key.code)
  if (key.ctrl) return key.alt || key.shift ? undefined : screenOf(key.code)
  if (key.typing) return undefined
  if (awaiting && key.code.startsWith('Key')) return key.code === 'KeyJ' ? { do: 'jobs' } : { do: 'goto', code: key.code }
  return plainOf(key)
}

function historyOf(code: string): Command | undefined {
  if (code === 'ArrowLeft') return { do: 'history', by: -1 }
  return code === 'ArrowRight' ? { do: 'history', by: 1 } : undefined
}

function screenOf(code: string): Command | undefined {
  const digit = /^Digit([1-9])$/.exec(code)?.[1]
  return digit === undefined ? undefined : { do: 'screen', index: Number(digit) - 1 }
}

/** Keys that a control of the page may claim: a backfill, an undo; of an incident to acknowledge, snooze, note, close and reopen. */
const pageKeys: ReadonlySet<string> = new Set(['KeyB', 'KeyU', 'KeyA', 'KeyS', 'KeyN', 'KeyC', 'KeyO'])

function plainOf({ code, shift }: KeyPress): Command | undefined {
  if (code === 'Slash' && shift) return { do: 'help' }
  if (shift) return undefined
  if (code === 'KeyG') return { do: 'await-goto' }
  if (pageKeys.has(code)) return { do: 'sheet', code }
  if (code === 'KeyJ') return { do: 'row', by: 1 }
  return code === 'KeyK' ? { do: 'row', by: -1 } : undefined
}
