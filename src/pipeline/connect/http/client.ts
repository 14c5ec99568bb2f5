import { Agent as PlainAgent, type Agent, type ClientRequest } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { rootCertificates } from 'node:tls'
import type { HttpTarget } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import { checkUrl, guardedLookup } from '../../load/source/http/guard'
import { exchange, type HttpAsk, type HttpReply } from './exchange'
import { finalError, gaveUp, retryAfter, statusError } from './failures'
import { limiterOf, type Limiter } from './limiter'
import { realPace, type Pace } from './pace'
import { MAX_REDIRECTS, redirected, tooManyRedirects } from './redirect'

/** Bytes of one answer, unpacked. */
const MAX_ANSWER_BYTES = 64 * 2 ** 20
const FIRST_WAIT_MS = 250
/** A server that wants a longer pause is left alone until then. */
const LONGEST_WAIT_MS = 60_000

export interface ClientOptions {
  pace?: Pace
  signal: AbortSignal
  maxBytes?: number
  /** Whether a text holds a secret of the connection. */
  holdsSecret: (text: string) => boolean
  /** Called before each request, also of a further try and of a redirect; may refuse it by throwing. */
  spend?: () => void
}

/** What an answer is taken for: its reading, or undefined where it shall be asked for again. On the last try it must be told or thrown. */
export type Judge<T> = (reply: HttpReply, last: boolean) => T | undefined

/** Asks one server within the limits of its connection, over connections that are kept open; `close` ends them. */
export class HttpClient {
  readonly #agents = new Map<string, Agent>()
  readonly #limiter: Limiter
  readonly #pace: Pace
  readonly #live = new Set<ClientRequest>()
  readonly #abort = (): void => {
    for (const request of this.#live) request.destroy(new Error('it was ended'))
  }

  constructor(
    name: string,
    readonly target: Pick<HttpTarget, 'baseUrl' | 'limits' | 'timeoutSeconds' | 'ca'>,
    readonly options: ClientOptions
  ) {
    this.#limiter = limiterOf(name, target.baseUrl, target.limits)
    this.#pace = options.pace ?? realPace
    options.signal.addEventListener('abort', this.#abort)
  }

  /**
   * Asks until the judge has its reading: what failed on the way, 429 and 5xx are tried again with growing pauses, or when the server
   * says. Errors: `url.refused`, `tls.untrusted`, `http.failed`, `http.status`, `quota.exhausted`, `collect.key`, `file.bomb`, and the judge's.
   */
  async ask<T>(ask: HttpAsk, judge: Judge<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= this.#pace.tries
      const reply = await this.#tryOnce(ask, last)
      if (reply !== undefined) {
        const found = judge(reply, last)
        if (found !== undefined) return found
        if (last) throw statusError(ask, reply, retryAfter(reply, this.#pace.now()))
      }
      await this.#rest(ask, reply, attempt)
    }
  }

  close(): void {
    this.options.signal.removeEventListener('abort', this.#abort)
    for (const agent of this.#agents.values()) agent.destroy()
    this.#agents.clear()
  }

  /** Undefined where the network failed and another try may help. */
  async #tryOnce(ask: HttpAsk, last: boolean): Promise<HttpReply | undefined> {
    const { signal } = this.options
    try {
      return await this.#limiter.run(() => this.#follow(ask), this.#pace, signal)
    } catch (error) {
      throwIfAborted(signal)
      const final = finalError(error, ask)
      if (final !== undefined) throw final
      if (last) throw gaveUp(ask, this.#pace.tries, error)
      return undefined
    }
  }

  async #follow(first: HttpAsk): Promise<HttpReply> {
    let ask = first
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const { url, open } = checkUrl(ask.url)
      if (url.protocol === 'http:' && !open) throw unencrypted(url)
      if (redirects === 0 || !planted('redirects-uncounted')) this.options.spend?.()
      const reply = await exchange(url, ask, {
        agent: this.#agentOf(url, open),
        silenceMs: this.target.timeoutSeconds * 1000,
        maxBytes: this.options.maxBytes ?? MAX_ANSWER_BYTES,
        live: this.#live
      })
      const next = redirected(ask, url, reply, this.options.holdsSecret)
      if (next === undefined) return reply
      ask = next
    }
    throw tooManyRedirects(first)
  }

  #agentOf(url: URL, open: boolean): Agent {
    const known = this.#agents.get(url.origin)
    if (known !== undefined) return known
    const shared = { keepAlive: true, maxSockets: this.target.limits.concurrency, lookup: guardedLookup(open) }
    const { ca } = this.target
    const agent =
      url.protocol === 'https:'
        ? new SecureAgent({
            ...shared,
            ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
            ...(planted('any-certificate') ? { rejectUnauthorized: false } : {})
          })
        : new PlainAgent(shared)
    this.#agents.set(url.origin, agent)
    return agent
  }

  async #rest(ask: HttpAsk, reply: HttpReply | undefined, attempt: number): Promise<void> {
    const now = this.#pace.now()
    const at = reply === undefined ? undefined : retryAfter(reply, now)
    if (reply !== undefined && at !== undefined && at - now > LONGEST_WAIT_MS) throw statusError(ask, reply, at)
    if (reply?.status === 429 && at !== undefined) this.#limiter.holdUntil(at)
    const grown = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + this.#pace.random())
    await this.#pace.pause(at === undefined ? grown : Math.max(0, at - now), this.options.signal)
    throwIfAborted(this.options.signal)
  }
}

const unencrypted = ({ host }: URL): AppError =>
  new AppError('url.refused', `${host} was not asked: keys are sent over https only.`, {
    hint: 'Give an https address. For a server of your own network list it in PENSTOCK_ALLOW_HOSTS=host:port.',
    details: { reason: 'not encrypted' }
  })
