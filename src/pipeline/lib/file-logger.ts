import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from './clock'
import { jsonLogger, type LogLevel } from './json-logger'
import type { Logger } from './logger'

/** One file before it is set aside as `<path>.1`; the one before that is then lost. */
const MAX_BYTES = 5 * 1024 * 1024

export interface LogFile {
  logger: Logger
  close(): void
}

/** Appends to a file (mode 0600), at once, so that the last line before a crash is there. A full disk loses lines, nothing else. */
export function openLogFile(path: string, clock: Clock, level: LogLevel): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let file: number | undefined = openSync(path, 'a', 0o600)
  let bytes = fstatSync(file).size
  const close = (): void => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  const write = (line: string): void => {
    if (file === undefined) return
    try {
      if (bytes > MAX_BYTES) {
        close()
        renameSync(path, `${path}.1`)
        file = openSync(path, 'a', 0o600)
        bytes = 0
      }
      bytes += writeSync(file, `${line}\n`)
    } catch {
      // A log that cannot be written must not stop what it tells of.
    }
  }
  return { logger: jsonLogger({ level, clock, write }), close }
}

/** Every line to both. */
export function bothLoggers(a: Logger, b: Logger): Logger {
  const to =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields?: Record<string, unknown>): void => {
      a[level](message, fields)
      b[level](message, fields)
    }
  const child = (scope: string): Logger => bothLoggers(a.child(scope), b.child(scope))
  return { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error'), child }
}
