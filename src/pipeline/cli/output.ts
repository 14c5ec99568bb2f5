import type { ErrorData } from '../contract'
import { differenceLines } from './difference-text'
import { laterLines } from './later-changes'

/** Where text goes; a terminal's `isTTY` decides about progress. */
export interface Sink {
  write(text: string): unknown
  isTTY?: boolean | undefined
}

/** Results to standard output: one JSON value, or text for people. Everything else goes to standard error. */
export class Output {
  constructor(
    private readonly stdout: Sink,
    private readonly stderr: Sink,
    readonly json: boolean
  ) {}

  /** The verb's result: `value` with --json, otherwise `text`. */
  result(value: unknown, text: string): void {
    this.stdout.write(`${this.json ? stringify(value) : text}\n`)
  }

  /** A failure: `{"error": …}` with --json, otherwise what happened and what to do. */
  error(error: ErrorData): void {
    if (this.json) {
      const { code, message, hint, details } = error
      this.stdout.write(`${stringify({ error: { code, message, hint: hint ?? null, details: details ?? {} } })}\n`)
    } else this.note(describeError(error))
  }

  /** A line for the person in front of it. */
  note(text: string): void {
    this.stderr.write(`${text}\n`)
  }

  /** Replaces the line on a terminal; nothing where standard error is not one. */
  progress(text: string): void {
    if (this.stderr.isTTY === true) this.stderr.write(`\r\u001b[2K${text}`)
  }
}

export function describeError(error: ErrorData): string {
  const { code, message, hint } = error
  return [
    `penstock: ${message} [${code}]`,
    ...differenceLines(error),
    ...laterLines(error),
    ...(hint === undefined ? [] : [hint])
  ].join('\n')
}

/** JSON in which integers above 2^53 are text. */
function stringify(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'bigint') return part
    return Number.isSafeInteger(Number(part)) ? Number(part) : part.toString()
  })
}
