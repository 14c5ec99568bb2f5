import { AppError } from '../lib/errors'
import type { Sink } from './output'

/** Standard input, as far as it is used here: a terminal has `setRawMode`. */
export interface SecretInput extends AsyncIterable<Buffer | string> {
  isTTY?: boolean | undefined
  setRawMode?(raw: boolean): unknown
}

/** The whole input without its last line break, or, at a terminal, a line that is typed without echo. Errors: `cancelled` at Ctrl+C. */
export async function readSecret(input: SecretInput, prompt: Sink, question: string): Promise<string> {
  if (input.isTTY === true) return typed(input, prompt, question)
  const parts: Buffer[] = []
  for await (const part of input) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '')
}

const [CTRL_C, CTRL_D, BACKSPACE, DELETE] = ['\u0003', '\u0004', '\b', '\u007f']

async function typed(input: SecretInput, prompt: Sink, question: string): Promise<string> {
  prompt.write(`${question}: `)
  input.setRawMode?.(true)
  const line = new TypedLine()
  try {
    for await (const part of input) if (Array.from(part.toString()).some((key) => line.press(key))) break
    return line.text
  } finally {
    input.setRawMode?.(false)
    prompt.write('\n')
  }
}

class TypedLine {
  text = ''

  /** True once the line is finished. */
  press(key: string): boolean {
    if (key === CTRL_C) throw new AppError('cancelled', 'It was cancelled; nothing was changed.')
    if (key === '\r' || key === '\n' || key === CTRL_D) return true
    this.text = key === BACKSPACE || key === DELETE ? this.text.slice(0, -1) : this.text + key
    return false
  }
}
