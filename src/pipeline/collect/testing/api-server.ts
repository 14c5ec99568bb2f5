import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A request as a server saw it. */
export interface SeenRequest {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  body: string
  /** The port of the asker: one for each connection. */
  port: number
}

/** What a server answers; `raw` writes the answer itself. */
export type ApiAnswer =
  | { status?: number; type?: string; headers?: Record<string, string>; body: string | Buffer }
  | { raw: (response: ServerResponse) => void }

export interface ApiServer {
  origin: string
  host: string
  /** All requests so far. */
  seen: SeenRequest[]
  close: () => Promise<void>
}

/** A server of this machine on a free port, opened for the guard until it is closed. */
export async function startServer(
  answer: (request: SeenRequest, count: number) => ApiAnswer | Promise<ApiAnswer>,
  tls?: { key: string; cert: string }
): Promise<ApiServer> {
  const seen: SeenRequest[] = []
  const handle = (incoming: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://server')
      const request = {
        method: incoming.method ?? '',
        url,
        headers: incoming.headers,
        body: Buffer.concat(parts).toString(),
        port: incoming.socket.remotePort ?? 0
      }
      seen.push(request)
      Promise.resolve(answer(request, seen.length)).then(
        (said) => {
          send(response, said)
        },
        (error: unknown) => response.writeHead(500).end(String(error))
      )
    })
  }
  const server: Server = tls === undefined ? createServer(handle) : createSecureServer(tls, handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  openHost(host, true)
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://${host}`,
    host,
    seen,
    close: () => {
      openHost(host, false)
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}

function send(response: ServerResponse, answer: ApiAnswer): void {
  if ('raw' in answer) {
    answer.raw(response)
    return
  }
  const { status = 200, type = 'application/json; charset=utf-8', headers = {}, body } = answer
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers }).end(body)
}

/** Opens or closes a host for the guard against private addresses. */
export function openHost(host: string, open: boolean): void {
  const hosts = new Set((process.env.PENSTOCK_ALLOW_HOSTS ?? '').split(',').filter((name) => name !== ''))
  if (open) hosts.add(host)
  else hosts.delete(host)
  process.env.PENSTOCK_ALLOW_HOSTS = [...hosts].join(',')
}
