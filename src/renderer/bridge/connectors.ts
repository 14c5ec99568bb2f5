import type { FrameChannel } from '../../pipeline/contract'
import { backoff } from './backoff'
import { portChannel, socketChannel } from './channels'

/** Hands over a channel each time that the engine can be reached; `lost` asks for another one. */
export interface Connector {
  start(onChannel: (channel: FrameChannel) => void, onFailure: () => void): void
  lost(): void
}

/** The preload forwards one port an engine start; only this window itself may hand it over. */
export function portConnector(own: Window): Connector {
  return {
    start: (onChannel) =>
      own.addEventListener('message', (event: MessageEvent<unknown>) => {
        const port = event.ports[0]
        if (event.source === own && isMessage(event.data, 'penstock:port') && port !== undefined) onChannel(portChannel(port))
      }),
    lost: () => undefined
  }
}

/** A served page reaches its engine on the same origin; it tries again, with growing pauses, for as long as it is open. */
export function socketConnector(url: string): Connector {
  let attempt = 0
  let open: () => void = () => undefined
  const again = (): void => {
    setTimeout(() => open(), backoff(attempt))
    attempt += 1
  }
  return {
    start: (onChannel, onFailure) => {
      open = () => {
        const socket = new WebSocket(url)
        socket.binaryType = 'arraybuffer'
        let opened = false
        socket.addEventListener('open', () => {
          opened = true
          attempt = 0
          onChannel(socketChannel(socket))
        })
        socket.addEventListener('close', () => {
          if (opened) return
          onFailure()
          again()
        })
      }
      open()
    },
    lost: again
  }
}

export const isMessage = (data: unknown, type: string): data is { type: string } & Record<string, unknown> =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === type

/** Pages of the desktop app come from `app://`; everything else is a browser. */
export const isDesktop = (): boolean => location.protocol === 'app:'

export const connectorForThisWindow = (): Connector =>
  isDesktop() ? portConnector(window) : socketConnector(`${location.origin.replace(/^http/, 'ws')}/socket`)
