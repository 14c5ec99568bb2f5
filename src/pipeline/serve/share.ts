import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { fileHeaders } from '../contract'
import type { Engine, ShareAnswer } from '../engine'
import { fromOwnPage } from './guard'

/** Answers under way at one time; more are told to come again. */
const AT_ONCE = 16

/** Who is being answered. */
export class ShareGate {
  private busy = 0

  constructor(readonly shares: Pick<Engine['shares'], 'answer'>) {}

  /** Runs one answer; false where too many are under way. */
  async enter(work: () => Promise<void>): Promise<boolean> {
    if (this.busy >= AT_ONCE) return false
    this.busy += 1
    try {
      await work()
    } finally {
      this.busy -= 1
    }
    return true
  }
}

export const isSharePath = (path: string): boolean => path.startsWith('/share/')

interface Visit {
  path: string
  query: URLSearchParams
  gate: ShareGate
}

/** `/share/<token>/<dataset>.csv`: the token is all that it takes, beside a loopback Host. */
export async function sendShare(request: IncomingMessage, response: ServerResponse, visit: Visit): Promise<void> {
  const asked = askedOf(request, visit)
  if ('status' in asked) say(response, asked)
  else if (!(await visit.gate.enter(() => answer(request, response, visit, asked)))) say(response, busy)
}

interface Asked {
  method: 'GET' | 'HEAD'
  token: string
  file: string
}

interface Refusal {
  status: number
  text: string
}

const busy: Refusal = { status: 503, text: 'Too many ask at one time; try again in a few seconds.' }

function askedOf(request: IncomingMessage, { path }: Visit): Asked | Refusal {
  const { method } = request
  if (!fromOwnPage(request)) return { status: 403, text: 'This address answers under localhost or 127.0.0.1 only.' }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'There is nothing to change here.' }
  const [, token, name] = /^\/share\/([\w-]{43})\/([^/]+)$/.exec(path) ?? []
  const file = decoded(name)
  return token === undefined || file === undefined ? { status: 404, text: 'There is no such file.' } : { method, token, file }
}

async function answer(request: IncomingMessage, response: ServerResponse, visit: Visit, asked: Asked): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const ifNoneMatch = request.headers['if-none-match']
  const found = await visit.gate.shares.answer({ ...asked, query: visit.query, ifNoneMatch, signal: gone.signal })
  if (!gone.signal.aborted) await send(response, found)
}

async function send(response: ServerResponse, found: ShareAnswer): Promise<void> {
  if (found.status === 304) {
    response.writeHead(304, { ...fileHeaders, etag: found.etag, 'cache-control': 'no-cache' })
    response.end()
  } else if (found.status === 200) await sendFound(response, found)
  else say(response, found)
}

async function sendFound(response: ServerResponse, found: Extract<ShareAnswer, { status: 200 }>): Promise<void> {
  const { etag, type, fileName, path, bytes } = found
  // Open, it stays readable although newer files may take its place.
  const file = path === undefined ? undefined : await open(path)
  response.writeHead(200, {
    ...fileHeaders,
    ...{ etag, 'cache-control': 'no-cache', 'content-type': type, 'content-disposition': disposition(fileName) },
    ...(bytes === undefined ? {} : { 'content-length': bytes })
  })
  if (file === undefined) response.end()
  else await pipeline(file.createReadStream(), response).catch(unlessGone)
}

/** Whoever asked may leave in the middle of a file. */
function unlessGone(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET' && code !== 'EPIPE') throw error
}

/** A name of any script, with a plain one for clients that do not know the other. */
const disposition = (name: string): string =>
  `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`

function decoded(file: string | undefined): string | undefined {
  try {
    return file === undefined ? undefined : decodeURIComponent(file)
  } catch {
    return undefined
  }
}

function say(response: ServerResponse, { status, text }: Refusal): void {
  const later = status === 503 ? { 'retry-after': '5' } : {}
  response.writeHead(status, {
    ...fileHeaders,
    ...{ ...later, 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' }
  })
  response.end(`${text}\n`)
}
