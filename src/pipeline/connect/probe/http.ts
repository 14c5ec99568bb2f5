import type { HttpTarget } from '../../contract'
import { AppError } from '../../lib/errors'
import { checkUrl, guardedLookup } from '../../load/source/http/guard'
import { buildRequest } from '../http/build-request'
import { HttpClient } from '../http/client'
import type { HttpAsk, HttpReply } from '../http/exchange'
import { statusError } from '../http/failures'
import { realPace } from '../http/pace'
import { secretNamed, withoutValue } from '../http/template'
import type { ResolvedConnection } from '../resolved'
import { reach, secure } from './reach'
import type { Steps } from './steps'

/** Bytes of the answer that are looked at. */
const MAX_BYTES = 8 * 2 ** 20

/** Reaches the server, checks its certificate, and asks what the connection names for tests, once. */
export async function probeHttp(connection: ResolvedConnection, target: HttpTarget, steps: Steps): Promise<void> {
  let ask
  try {
    ask = askOf(connection, target)
  } catch (error) {
    steps.fail('spec', error)
    return
  }
  if (!(await reachable(ask, target, steps))) return
  const started = performance.now()
  const reply = await steps.take('login', async () => {
    const reply = await askOnce(ask, connection, target, steps)
    if (reply.status === 401 || reply.status === 403) throw statusError(ask, reply, undefined)
    return { detail: `${reply.status}: the request is let in`, made: reply }
  })
  if (reply !== undefined) await steps.take('answer', () => judged(ask, reply, Math.round(performance.now() - started)))
}

/** The question as a collection would ask it. */
const askOf = ({ secrets }: ResolvedConnection, target: HttpTarget): HttpAsk =>
  buildRequest(target, { method: 'GET', path: target.testPath ?? '', query: {}, headers: {} }, (name) => {
    const secret = secretNamed(name, secrets)
    if (secret === undefined) throw withoutValue(name)
    return secret
  }).ask

/** Steps `resolve` to `tls`, over a socket of their own. */
async function reachable({ url: text }: HttpAsk, { ca, timeoutSeconds }: HttpTarget, steps: Steps): Promise<boolean> {
  let place
  try {
    place = checkUrl(text)
    if (place.url.protocol === 'http:' && !place.open) throw unencrypted(place.url.host)
  } catch (error) {
    steps.fail('resolve', error)
    return false
  }
  const { url, open } = place
  const isSecure = url.protocol === 'https:'
  const at = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port === '' ? (isSecure ? 443 : 80) : url.port),
    waitMs: timeoutSeconds * 1000
  }
  const socket = await reach({ ...at, lookup: guardedLookup(open) }, steps)
  if (socket === undefined) return false
  try {
    if (!isSecure) steps.note('tls', 'skipped', 'without TLS, as http says')
    else if ((await secure(socket, { ...at, ca }, steps)) === undefined) return false
    return true
  } finally {
    socket.destroy()
  }
}

async function askOnce(
  ask: HttpAsk,
  { name, secrets }: ResolvedConnection,
  target: HttpTarget,
  steps: Steps
): Promise<HttpReply> {
  const holdsSecret = (text: string): boolean =>
    Object.values(secrets).some((secret) => secret !== '' && (text.includes(secret) || text.includes(encodeURIComponent(secret))))
  const spend = (): void => {
    steps.requests += 1
  }
  const pace = { ...realPace, tries: 1 }
  const client = new HttpClient(name, target, { pace, signal: steps.signal, maxBytes: MAX_BYTES, holdsSecret, spend })
  try {
    return await client.ask(ask, (reply) => reply)
  } finally {
    client.close()
  }
}

function judged(ask: HttpAsk, reply: HttpReply, ms: number): Promise<string> {
  if (reply.status >= 400) return Promise.reject(statusError(ask, reply, undefined))
  const type = reply.headers['content-type'] ?? 'no content type'
  return Promise.resolve(`${reply.status}, ${type}, ${reply.body.length} bytes in ${ms} ms`)
}

const unencrypted = (host: string): AppError =>
  new AppError('url.refused', `${host} is not asked: keys are sent over https only.`, {
    hint: 'Give an https address. For a server of your own network list it in PENSTOCK_ALLOW_HOSTS=host:port.',
    details: { reason: 'not encrypted' }
  })
