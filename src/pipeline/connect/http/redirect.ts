import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import type { HttpAsk, HttpReply } from './exchange'

export const MAX_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** The request that a redirect leads to; undefined where the answer is none. Nothing secret goes to another host (`url.refused`). */
export function redirected(
  ask: HttpAsk,
  from: URL,
  reply: HttpReply,
  holdsSecret: (text: string) => boolean
): HttpAsk | undefined {
  const { location } = reply.headers
  if (!REDIRECTS.has(reply.status) || location === undefined || !URL.canParse(location, from.href)) return undefined
  const to = new URL(location, from.href)
  const keepsBody = reply.status === 307 || reply.status === 308
  const method = keepsBody ? ask.method : 'GET'
  const body = keepsBody ? ask.body : undefined
  const shown = `${to.origin}${to.pathname}`
  if (to.origin === from.origin) return { ...ask, url: to.href, method, body }
  const leaks = holdsSecret(to.href) || (body !== undefined && holdsSecret(body))
  if (leaks && !planted('secrets-follow'))
    throw new AppError(
      'url.refused',
      `${from.origin} redirects to ${shown} with the key: a key is not passed on to another host.`,
      {
        hint: 'Give the final address as the connection’s base URL.',
        details: { reason: 'secret' }
      }
    )
  return { method, url: to.href, headers: planted('secrets-follow') ? ask.headers : {}, body, shown }
}

export const tooManyRedirects = ({ shown }: HttpAsk): AppError =>
  new AppError('url.refused', `${shown} redirects more than ${MAX_REDIRECTS} times.`, { hint: 'Give the final URL itself.' })
