import {
  request as plainRequest,
  type Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage
} from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'

/** A request as it goes out, and as it may be shown. */
export interface HttpAsk {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string | undefined
  /** The URL without secrets, for messages and logs. */
  shown: string
}

export interface HttpReply {
  status: number
  headers: IncomingHttpHeaders
  /** Unpacked, whole. */
  body: Buffer
}

export interface ExchangeOptions {
  agent: Agent
  /** Nothing heard for so long: the server is taken for gone. */
  silenceMs: number
  /** Bytes of an answer, unpacked. */
  maxBytes: number
  /** Requests under way, so that all can be ended at once. */
  live: Set<ClientRequest>
}

/** An answer that drips may take so many times the silence that is borne. */
const PATIENCE = 20

/** One request and its whole answer. Rejects with what the connection says, or `file.bomb`; a body that was cut is an error. */
export function exchange(url: URL, ask: HttpAsk, options: ExchangeOptions): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest
    const { agent, live, silenceMs } = options
    const body = ask.body === undefined ? undefined : Buffer.from(ask.body)
    const headers: Record<string, string | number> = {
      'user-agent': 'penstock',
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br',
      ...ask.headers
    }
    if (body !== undefined) headers['content-length'] = body.length
    const request = send(url, { agent, method: ask.method, headers, timeout: silenceMs }, (response) => {
      readBody(response, ask, options.maxBytes, (error, bytes) => {
        clearTimeout(deadline)
        live.delete(request)
        if (error === undefined) {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes })
          return
        }
        request.destroy()
        reject(error)
      })
    })
    const deadline = setTimeout(() => request.destroy(new Error('the answer took too long')), silenceMs * PATIENCE)
    request.on('timeout', () => request.destroy(new Error(`nothing was heard for ${silenceMs / 1000} s`)))
    request.on('error', (error) => {
      clearTimeout(deadline)
      live.delete(request)
      reject(error)
    })
    live.add(request)
    request.end(body)
  })
}

type Done = (error: Error | undefined, bytes: Buffer) => void
const NOTHING = Buffer.alloc(0)

function readBody(response: IncomingMessage, ask: HttpAsk, maxBytes: number, done: Done): void {
  const parts: Buffer[] = []
  let received = 0
  const unpacked = unpack(response)
  const fail = (error: Error): void => {
    const taken = planted('cut-is-whole') && !(error instanceof AppError)
    done(taken ? undefined : error, taken ? Buffer.concat(parts) : NOTHING)
  }
  unpacked.on('data', (part: Buffer) => {
    received += part.length
    if (received > maxBytes && !planted('no-answer-bound')) unpacked.destroy(tooLarge(ask, maxBytes))
    else parts.push(part)
  })
  unpacked.on('error', fail)
  if (unpacked !== response) response.on('error', fail)
  unpacked.on('end', () => {
    if (!response.complete) fail(new Error('the answer was cut'))
    else done(undefined, parts.length === 1 ? (parts[0] ?? NOTHING) : Buffer.concat(parts))
  })
}

function unpack(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'gzip' || encoding === 'x-gzip') return response.pipe(createGunzip())
  if (encoding === 'br') return response.pipe(createBrotliDecompress())
  if (encoding === 'deflate') return response.pipe(createInflate())
  return response
}

const tooLarge = ({ shown }: HttpAsk, maxBytes: number): AppError =>
  new AppError('file.bomb', `The answer of ${shown} is larger than ${maxBytes / 2 ** 20} MiB.`, {
    hint: 'Ask for less at a time: smaller pages or shorter intervals.'
  })
