import { toInstant } from '../lib/clock'
import type { Args } from './args'

const UNITS = { h: 3_600_000, d: 86_400_000 }

/** A time to come as an instant: hours or days from now (`4h`, `3d`), or a date or time by the machine's zone, or with a zone of its own. */
export function untilOption(args: Args, name: string, now: number): string {
  const text = args.required(name)
  const at = fromNow(text, now) ?? wallClock(text)
  if (at === undefined) throw args.usage(`--${name} ${text}: write 4h, 3d, 2026-11-24 or 2026-11-24T09:00.`)
  if (at <= now) throw args.usage(`--${name} ${text}: that has passed.`)
  return toInstant(at)
}

function fromNow(text: string, now: number): number | undefined {
  const [, count, unit] = /^(\d{1,4})([hd])$/.exec(text) ?? []
  return count === undefined ? undefined : now + Number(count) * UNITS[unit === 'h' ? 'h' : 'd']
}

function wallClock(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text)) return undefined
  const at = new Date(text.length === 10 ? `${text}T00:00` : text).getTime()
  return Number.isNaN(at) ? undefined : at
}
