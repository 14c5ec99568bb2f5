import { WHOLE } from '../../contract'

/** Whether a partition lies from … to, both inclusive; bounds may be of the other grain: `2023-08` is all of August. */
export function inRange(dt: string, from: string | undefined, to: string | undefined): boolean {
  if (dt === WHOLE) return true
  return (from === undefined || cut(dt, from) >= cut(from, dt)) && (to === undefined || cut(dt, to) <= cut(to, dt))
}

/** As coarse as the other. */
const cut = (one: string, other: string): string => one.slice(0, Math.min(one.length, other.length))
