import { hostname, userInfo } from 'node:os'

/** Who started something, as it is recorded with a run: `name@host`. */
export function thisUser(): string {
  return `${userName()}@${hostname()}`
}

/** A container's user may have no entry in the system's list. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return process.env.USER ?? 'unknown'
  }
}
