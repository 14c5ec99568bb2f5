import { toInstant, type Clock } from './clock'
import type { Logger } from './logger'

const levels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof levels)[number]

export interface JsonLoggerOptions {
  level: LogLevel
  clock: Clock
  /** Takes one line, without its newline. */
  write(line: string): void
}

const secretKey = /token|secret|password|passphrase|authorization|cookie|credential|api_?key/i
const secretValue = /(Bearer\s+)\S+|([?&]token=)[^&\s"]+|(:\/\/[^/\s:@]+:)[^@\s/]+(?=@)/gi
const redact = (text: string): string =>
  text.replace(secretValue, (_match, ...kept: (string | undefined)[]) => `${kept[0] ?? kept[1] ?? kept[2] ?? ''}•••`)

/** A logger of JSON lines with instant, level, scope and message; secrets are taken out by key and by value. */
export function jsonLogger(options: JsonLoggerOptions, scope = 'penstock'): Logger {
  const say =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      if (levels.indexOf(level) < levels.indexOf(options.level)) return
      const line = { at: toInstant(options.clock.now()), level, scope, message, ...fields }
      options.write(JSON.stringify(line, (key, value: unknown) => clean(key, value)))
    }
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    child: (name) => jsonLogger(options, `${scope}.${name}`)
  }
}

function clean(key: string, value: unknown): unknown {
  if (secretKey.test(key)) return '•••'
  if (typeof value === 'string') return redact(value)
  return typeof value === 'bigint' ? value.toString() : value
}
