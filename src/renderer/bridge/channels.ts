import type { FrameChannel } from '../../pipeline/contract'

/** A window's port to the engine. Frames are of exact size, since a port copies the whole buffer of a view. */
export function portChannel(port: MessagePort): FrameChannel {
  let closed: () => void = () => undefined
  port.addEventListener('close', () => closed())
  return {
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (event.data instanceof Uint8Array) listener(event.data)
        else if (event.data instanceof ArrayBuffer) listener(new Uint8Array(event.data))
      })
      port.start()
    },
    onClose: (listener) => (closed = listener),
    close: () => port.close()
  }
}

/** A browser's open socket to the engine; binary messages only. */
export function socketChannel(socket: WebSocket): FrameChannel {
  return {
    send: (frame) => socket.send(frame),
    onFrame: (listener) =>
      socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (event.data instanceof ArrayBuffer) listener(new Uint8Array(event.data))
      }),
    onClose: (listener) => socket.addEventListener('close', () => listener()),
    close: () => socket.close()
  }
}
