import { answerError, beginningOf } from './faults'
import type { Tree } from './tree'

/** Where a number could lose digits, its exponent or its zeros on the way through a double, its own text is kept. */
const delicate = /\d{16}|\d[\d.]{16}|\d[eE]|\.\d*0(?!\d)|0\.00000|-0/

/** Not yet in TypeScript's library. */
const rawJson = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON

/** JSON with every number as it was written. `collect.answer` where it is none, or nested too deep. */
export function parseJson(name: string, text: string): Tree {
  try {
    return delicate.test(text) ? JSON.parse(text, keepNumber) : JSON.parse(text)
  } catch (error) {
    if (error instanceof RangeError) throw answerError(name, 'is nested too deep', 'Choose another answer format.')
    throw answerError(
      name,
      `is no JSON: "${beginningOf(text)}"`,
      'Look at the raw answer in the preview; the format may be XML or CSV.'
    )
  }
}

const keepNumber = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && context?.source !== undefined && String(value) !== context.source ? rawJson(context.source) : value
