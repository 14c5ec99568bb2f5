import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { planted } from '../lib/plant'

/** What one instance tells only its own user: `token` opens a browser's session or is sent as Bearer, `session` is the cookie's value. */
export interface Secrets {
  cookieName: string
  session: string
  token: string
}

export type Verdict = 'admitted' | 'no-token' | 'foreign'

/** The HTTP status of a refusal. */
export const refusalStatus = { 'no-token': 401, foreign: 403 } as const

/** 256 bits each; the cookie is named per instance because browsers share cookies among the ports of a host. */
export function newSecrets(): Secrets {
  const secret = () => randomBytes(32).toString('base64url')
  return { cookieName: `penstock-${randomBytes(8).toString('hex')}`, session: secret(), token: secret() }
}

/**
 * Whether a request comes from this user's own page or command line. A rebinding name fails by its Host, another page by its Origin
 * (another port of loopback is another origin), everybody else by the token. `changes`: it alters something or opens the socket,
 * so a browser must have named its origin.
 */
export function judge(request: IncomingMessage, secrets: Secrets, changes: boolean): Verdict {
  if (!fromOwnPage(request)) return 'foreign'
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return same(bearer, secrets.token) ? 'admitted' : 'no-token'
  const session = cookieValue(request.headers.cookie ?? '', secrets.cookieName)
  if (session === undefined || !same(session, secrets.session)) return 'no-token'
  return changes && request.headers.origin === undefined && !planted('no-origin-check') ? 'foreign' : 'admitted'
}

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/** Host is one loopback name (any port may be ours behind a tunnel), and Origin, where there is one, equals it. */
export function fromOwnPage(request: IncomingMessage): boolean {
  if (planted('no-origin-check')) return true
  const [host, ...more] = request.headersDistinct.host ?? []
  if (host === undefined || more.length > 0 || !loopbackHost.test(host)) return false
  const { origin } = request.headers
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`
}

/** Compares in constant time, whatever the lengths. */
export function same(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}

function cookieValue(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair?.slice(pair.indexOf('=') + 1).trim()
}
