import { WebSocket } from 'ws'
import { AppError } from '../lib/errors'
import { MAX_FRAME_BYTES, type FrameChannel } from '../contract'
import { socketChannel } from './socket-channel'

/** Where an engine listens for other processes of its user. `url` is `http://127.0.0.1:<port>`. */
export interface Endpoint {
  url: string
  token: string
}

/** Connects to a running engine; `engine.gone` where nobody answers. `kind` says what sort of client this is (cli, desktop). */
export async function connect(endpoint: Endpoint, kind: string): Promise<FrameChannel> {
  const url = `${endpoint.url.replace(/^http/, 'ws').replace(/\/$/, '')}/socket?client=${encodeURIComponent(kind)}`
  const socket = new WebSocket(url, {
    headers: { authorization: `Bearer ${endpoint.token}` },
    maxPayload: MAX_FRAME_BYTES + 1024,
    perMessageDeflate: false,
    handshakeTimeout: 5_000
  })
  const channel = socketChannel(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', (cause) =>
      reject(
        new AppError('engine.gone', `The engine at ${endpoint.url} does not answer: ${cause.message}.`, {
          retriable: true,
          cause
        })
      )
    )
  })
  return channel
}

/** Whether the engine there serves the app to browsers, beside other processes. */
export async function servesPages(endpoint: Endpoint): Promise<boolean> {
  const headers = { authorization: `Bearer ${endpoint.token}` }
  const answer = await fetch(endpoint.url, { method: 'HEAD', headers, signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  return answer?.status === 200
}
