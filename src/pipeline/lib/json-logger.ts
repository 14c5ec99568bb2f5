import { toInstant, type Clock } from './clock'
import type { Logger } from './logger'
import { redact } from './redact'

const levels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof levels)[number]

export interface JsonLoggerOptions {
  level: LogLevel
  clock: Clock
  /** Takes one line, without its newline. */
  write(line: string): void
}

/** A logger of JSON lines with instant, level, scope and message; secrets are taken out by key and by value. */
export function jsonLogger(options: JsonLoggerOptions, scope = 'penstock'): Logger {
  const say =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      if (levels.indexOf(level) < levels.indexOf(options.level)) return
      const line = { at: toInstant(options.clock.now()), level, scope, message, ...fields }
      options.write(JSON.stringify(redact(line), bigintAsText))
    }
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    child: (name) => jsonLogger(options, `${scope}.${name}`)
  }
}

const bigintAsText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)
