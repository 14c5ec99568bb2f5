import { get as getPlain, type IncomingMessage } from 'node:http'
import { get as getSecure } from 'node:https'
import { AppError } from '../../../lib/errors'
import { checkUrl, guardedLookup } from './guard'

const MAX_REDIRECTS = 3
/** Nothing heard for so long, at any stage: the server is taken for gone. */
const SILENCE_MS = 30_000

export interface Answer {
  status: number
  header: (name: string) => string | undefined
  body: AsyncIterable<Buffer>
  /** Ends the connection. */
  close: () => void
}

/** GET with every redirect checked anew. Throws `url.refused`, or whatever the connection says. */
export async function get(location: string, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  let target = location
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const { url, open } = checkUrl(target)
    const response = await ask(url, open, headers, signal)
    const next = redirectOf(response, url)
    if (next === undefined) return answerOf(response)
    response.destroy()
    target = next
  }
  throw new AppError('url.refused', `${location.slice(0, 300)} redirects more than ${MAX_REDIRECTS} times.`, {
    hint: 'Give the final URL itself.'
  })
}

/** One request over a connection of its own, to an address that its lookup has checked. */
function ask(url: URL, open: boolean, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = {
      agent: false,
      lookup: guardedLookup(open),
      signal,
      timeout: SILENCE_MS,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'penstock', ...headers }
    }
    const request = url.protocol === 'https:' ? getSecure(url, options, resolve) : getPlain(url, options, resolve)
    request.on('timeout', () => request.destroy(new Error(`nothing was heard for ${SILENCE_MS / 1000} s`)))
    request.on('error', reject)
  })
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): string | undefined {
  const { location } = headers
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return undefined
  return URL.canParse(location, from.href) ? new URL(location, from.href).href : undefined
}

const answerOf = (response: IncomingMessage): Answer => ({
  status: response.statusCode ?? 0,
  header: (name) => {
    const value = response.headers[name]
    return Array.isArray(value) ? value[0] : value
  },
  body: response as AsyncIterable<Buffer>,
  close: () => void response.destroy()
})
