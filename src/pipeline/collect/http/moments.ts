import { offsetAt } from '../../calendar'
import { AppError } from '../../lib/errors'
import type { IntervalWindow } from '../../load/worker-api'

/** The wall clock of a zone at an instant (ms since the epoch), written by a strftime pattern: %Y %y %m %d %H %M %S %j %s %%. */
export function strftime(at: number, zone: string, pattern: string): string {
  const wall = new Date(at + offsetAt(zone, at))
  const digits = (value: number, width: number): string => String(value).padStart(width, '0')
  const year = wall.getUTCFullYear()
  const fields: Record<string, () => string> = {
    Y: () => digits(year, 4),
    y: () => digits(year % 100, 2),
    m: () => digits(wall.getUTCMonth() + 1, 2),
    d: () => digits(wall.getUTCDate(), 2),
    H: () => digits(wall.getUTCHours(), 2),
    M: () => digits(wall.getUTCMinutes(), 2),
    S: () => digits(wall.getUTCSeconds(), 2),
    j: () => digits(Math.floor((wall.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1, 3),
    s: () => String(Math.floor(at / 1000)),
    '%': () => '%'
  }
  return pattern.replaceAll(
    /%(.?)/g,
    (_, letter: string) => (Object.hasOwn(fields, letter) ? fields[letter]?.() : undefined) ?? unknown(pattern, letter)
  )
}

/** Moments that were written before: thousands of questions share a window. */
const written = new WeakMap<IntervalWindow, Map<string, string>>()

/** `{dt}`, `{from}` or `{to}` of a window; `to` is its last moment. Undefined for other names. */
export function momentText(name: string, format: string | undefined, window: IntervalWindow, zone: string): string | undefined {
  if (name !== 'dt' && name !== 'from' && name !== 'to') return undefined
  const texts = written.get(window) ?? new Map<string, string>()
  written.set(window, texts)
  const key = `${name} ${zone} ${format ?? ''}`
  const text = texts.get(key) ?? writeMoment(name, format, window, zone)
  texts.set(key, text)
  return text
}

function writeMoment(name: 'dt' | 'from' | 'to', format: string | undefined, window: IntervalWindow, zone: string): string {
  if (name === 'dt') return format === undefined ? window.dt : strftime(window.start, zone, format)
  const at = name === 'from' ? window.start : window.end - 1
  return strftime(at, zone, format ?? (wholeDays(window, zone) ? '%Y-%m-%d' : '%Y-%m-%dT%H:%M:%S'))
}

function wholeDays({ start, end }: IntervalWindow, zone: string): boolean {
  return strftime(start, zone, '%H%M%S') === '000000' && strftime(end, zone, '%H%M%S') === '000000'
}

function unknown(pattern: string, letter: string): never {
  throw new AppError('dataset.invalid', `The date pattern ${pattern} knows no %${letter}.`, {
    hint: '%Y %y %m %d %H %M %S %j %s are known.'
  })
}
