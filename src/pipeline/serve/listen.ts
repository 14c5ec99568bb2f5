import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { MAX_HEADER_BYTES } from '../contract'
import type { Engine } from '../engine'
import { AppError } from '../lib/errors'
import type { Logger } from '../lib/logger'
import { Clients } from './clients'
import type { Endpoint } from './connect'
import { judge, newSecrets, refusalStatus, type Secrets } from './guard'
import { respond, type Site } from './respond'
import { ShareGate } from './share'
import { socketChannel, watchLiveness } from './socket-channel'
import { listStaticFiles } from './static-files'
import { thisUser } from './user'

export interface ListenOptions {
  /** 0 takes a free one. */
  port: number
  /** The built renderer; undefined serves other processes of this user only. */
  root: string | undefined
  logger: Logger
}

export interface Listening extends Endpoint {
  port: number
  /** For a browser: opens a session and forwards to a clean URL. */
  entryUrl: string
  /** New clients are turned away from now on; resolves once none of this kind is connected. */
  drained(kind: string): Promise<void>
  close(): Promise<void>
}

/** A path that clients connect to with a WebSocket, by cookie from our own page or by `Authorization: Bearer`. */
const SOCKET_PATH = /^\/socket(\?client=([a-z]{1,16}))?$/
const BEAT_MS = 30_000

/** Serves the engine on loopback to this user's browser and command line; see guard.ts for who gets in. */
export async function listen(
  engine: Pick<Engine, 'accept' | 'workspace' | 'shares'>,
  options: ListenOptions
): Promise<Listening> {
  const secrets = newSecrets()
  const files: Site['files'] = options.root === undefined ? new Map() : await listStaticFiles(options.root)
  const inbox = join(engine.workspace.root, '.penstock', 'inbox')
  const site: Site = { secrets, files, inbox, shares: new ShareGate(engine.shares), logger: options.logger }
  const server = createServer((request, response) => void respond(request, response, site))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 2 * MAX_HEADER_BYTES, perMessageDeflate: false })
  const clients = new Clients()
  let draining = false
  const admit = (webSocket: WebSocket, kind: string): void => {
    watchLiveness(webSocket, BEAT_MS)
    clients.add(kind, webSocket)
    engine.accept(socketChannel(webSocket), { name: kind, startedBy: thisUser() })
  }
  server.on('upgrade', (request, socket, head) => {
    const status = draining ? 503 : upgradeStatus(request, secrets)
    if (status !== 101) {
      refuseUpgrade(socket, status)
      return
    }
    const kind = SOCKET_PATH.exec(request.url ?? '')?.[2] ?? 'browser'
    sockets.handleUpgrade(request, socket, head, (webSocket) => admit(webSocket, kind))
  })
  const port = await bind(server, options.port)
  const url = `http://127.0.0.1:${port}`
  engine.shares.listensAt(url)
  return {
    url,
    port,
    token: secrets.token,
    entryUrl: `${url}/?token=${secrets.token}`,
    drained: (kind) => {
      draining = true
      return clients.drained(kind)
    },
    close: () => shut(server, sockets)
  }
}

function upgradeStatus(request: IncomingMessage, secrets: Secrets): number {
  const verdict = judge(request, secrets, true)
  if (verdict !== 'admitted') return refusalStatus[verdict]
  return SOCKET_PATH.test(request.url ?? '') ? 101 : 404
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(portError(cause, port)))
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function portError(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') return cause
  return new AppError(
    'usage',
    `Port ${port} cannot be used: ${cause.code === 'EACCES' ? 'this user may not open it' : 'it is taken'}.`,
    {
      hint: 'Choose another with --port, or leave it out to take a free one.',
      cause
    }
  )
}

async function shut(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.close(1001)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  // Whoever has not closed within a second is cut off, so that a stop never hangs on a sleeping browser.
  const cut = setTimeout(() => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
  }, 1_000)
  await closed
  clearTimeout(cut)
}
