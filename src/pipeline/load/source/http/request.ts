import { request, type Dispatcher } from 'undici'
import { AppError } from '../../../lib/errors'
import { checkUrl, guardedAgent } from './guard'

const MAX_REDIRECTS = 3

export interface Answer {
  status: number
  header(name: string): string | undefined
  body: AsyncIterable<Buffer>
  /** Ends the connection. */
  close(): Promise<void>
}

/** GET with every redirect checked anew. Throws `url.refused`, or whatever the connection says. */
export async function get(location: string, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  let target = location
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const { url, open } = checkUrl(target)
    const agent = guardedAgent(open)
    const close = (): Promise<void> => agent.destroy()
    const response = await request(url, {
      method: 'GET',
      headers: { 'accept-encoding': 'identity', 'user-agent': 'penstock', ...headers },
      dispatcher: agent,
      signal
    }).catch(async (error: unknown) => {
      await close()
      throw error
    })
    const next = redirectOf(response, url)
    if (next === undefined) return answerOf(response, close)
    await close()
    target = next
  }
  throw new AppError('url.refused', `${location.slice(0, 300)} redirects more than ${MAX_REDIRECTS} times.`, {
    hint: 'Give the final URL itself.'
  })
}

function redirectOf(response: Dispatcher.ResponseData, from: URL): string | undefined {
  if (![301, 302, 303, 307, 308].includes(response.statusCode)) return undefined
  const location = headerOf(response, 'location')
  response.body.on('error', () => undefined)
  if (location === undefined || !URL.canParse(location, from.href)) return undefined
  return new URL(location, from.href).href
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name]
  return Array.isArray(value) ? value[0] : value
}

const answerOf = (response: Dispatcher.ResponseData, close: () => Promise<void>): Answer => ({
  status: response.statusCode,
  header: (name) => headerOf(response, name),
  body: response.body,
  close
})
