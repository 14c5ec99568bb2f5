import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { fileHeaders, pageHeaders, withNonce, type ErrorCode } from '../contract'
import { toErrorData } from '../lib/errors'
import type { Logger } from '../lib/logger'
import { fromOwnPage, judge, refusalStatus, same, type Secrets } from './guard'
import { isSharePath, sendShare, type ShareGate } from './share'
import type { StaticFile } from './static-files'
import { receiveUpload } from './upload'

/** What HTTP requests may reach. */
export interface Site {
  secrets: Secrets
  files: ReadonlyMap<string, StaticFile>
  /** Folder for dropped files. */
  inbox: string
  shares: ShareGate
  logger: Logger
}

type Request = IncomingMessage
type Response = ServerResponse

/** Answers one HTTP request: the entry URL, a file of the allow-list, an upload, or a refusal. Never rejects. */
export async function respond(request: Request, response: Response, site: Site): Promise<void> {
  try {
    await route(request, response, site)
  } catch (error) {
    site.logger.warn('a request failed', { method: request.method, error: toErrorData(error) })
    if (response.headersSent) response.destroy()
    else say(response, 500, 'It failed; the log says why.')
  }
}

async function route(request: Request, response: Response, site: Site): Promise<void> {
  const { path, query } = target(request)
  const token = query.get('token')
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const verdict = judge(request, site.secrets, !reads)
  const file = site.files.get(path)
  if (isSharePath(path)) await sendShare(request, response, { path, query, gate: site.shares })
  else if (request.method === 'GET' && path === '/' && token !== null) enter(request, response, token, site.secrets)
  else if (verdict !== 'admitted') refuse(response, verdict)
  else if (request.method === 'POST' && path === '/upload') await upload(request, response, query.get('name') ?? '', site)
  else if (!reads) say(response, 405, 'There is nothing to change here.')
  else if (file === undefined) say(response, 404, 'There is no such file.')
  else await sendFile(request, response, file)
}

/** The raw path, never decoded: the allow-list holds plain names only, so every encoded or dotted form is unknown. */
function target(request: Request): { path: string; query: URLSearchParams } {
  const [path = '', ...rest] = (request.url ?? '').split('?')
  return { path, query: new URLSearchParams(rest.join('?')) }
}

function enter(request: Request, response: Response, token: string, secrets: Secrets): void {
  const verdict = fromOwnPage(request) ? (same(token, secrets.token) ? 'admitted' : 'no-token') : 'foreign'
  if (verdict !== 'admitted') {
    refuse(response, verdict)
    return
  }
  response.writeHead(303, {
    ...fileHeaders,
    'cache-control': 'no-store',
    location: '/',
    'set-cookie': `${secrets.cookieName}=${secrets.session}; HttpOnly; SameSite=Strict; Path=/`
  })
  response.end()
}

function refuse(response: Response, verdict: 'no-token' | 'foreign'): void {
  const text = {
    'no-token': 'Open the address with the token that Penstock printed when it started.',
    foreign: 'This address answers its own pages only, under localhost or 127.0.0.1.'
  }[verdict]
  say(response, refusalStatus[verdict], text)
}

function say(response: Response, status: number, text: string): void {
  response.writeHead(status, { ...fileHeaders, 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}

async function sendFile(request: Request, response: Response, file: StaticFile): Promise<void> {
  if (file.type.startsWith('text/html')) {
    const nonce = randomBytes(16).toString('base64')
    const page = Buffer.from(withNonce(await readFile(file.path, 'utf8'), nonce))
    response.writeHead(200, { ...pageHeaders(nonce), 'content-type': file.type, 'content-length': page.length })
    response.end(request.method === 'HEAD' ? undefined : page)
    return
  }
  const { size } = await stat(file.path)
  response.writeHead(200, { ...fileHeaders, 'cache-control': 'no-cache', 'content-type': file.type, 'content-length': size })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(file.path), response)
}

const uploadStatus: Partial<Record<ErrorCode, number>> = { 'path.refused': 400, 'disk.full': 507 }

async function upload(request: Request, response: Response, name: string, site: Site): Promise<void> {
  const declared = request.headers['content-length']
  try {
    const path = await receiveUpload(request, name, declared === undefined ? undefined : Number(declared), site.inbox)
    json(response, 200, { path })
  } catch (error) {
    const data = toErrorData(error)
    // What is still coming in is not wanted: close instead of reading it.
    response.setHeader('connection', 'close')
    json(response, uploadStatus[data.code] ?? 500, { error: data })
  }
}

function json(response: Response, status: number, value: unknown): void {
  response.writeHead(status, { ...fileHeaders, 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}
