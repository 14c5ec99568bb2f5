import type { FrameChannel } from '../contract'
import type { WorkerChannel } from './ports'

/** What Electron gives a utility process for talking: MessagePortMain, as far as it is used here. */
export interface UtilityPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** `process.parentPort` of a utility process. */
export interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown; ports: UtilityPort[] }) => void): unknown
}

/** The port to Electron's main process; undefined in plain Node. */
export function parentPort(): ParentPort | undefined {
  return (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort
}

/** A window's port as a channel of frames. What is no frame becomes an empty one, which the protocol refuses. */
export function frameChannel(port: UtilityPort): FrameChannel {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => {
      port.on('message', ({ data }) => listener(bytesOf(data)))
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close()
  }
}

function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array()
}

/** A worker's port; its end is told by main, since a port says nothing of why it closed. */
export function workerChannel(port: UtilityPort, kill: () => void): WorkerChannel & { exited(reason: string): void } {
  const exit = Promise.withResolvers<string>()
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onExit: (listener) => void exit.promise.then(listener),
    kill,
    exited: (reason) => exit.resolve(reason)
  }
}
