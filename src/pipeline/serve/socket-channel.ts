import type { WebSocket } from 'ws'
import type { FrameChannel } from '../contract'
import { MAX_FRAME_BYTES } from '../contract'

/** Above this a peer has stopped reading; credits keep an honest one far below. */
const MAX_BUFFERED_BYTES = 4 * MAX_FRAME_BYTES

/** Frames over one WebSocket, one binary message each. A peer that sends text, or does not read, is cut off. */
export function socketChannel(socket: WebSocket): FrameChannel {
  const frames: ((frame: Uint8Array) => void)[] = []
  const early: Uint8Array[] = []
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) socket.close(1003, 'binary frames only')
    else if (frames.length === 0) early.push(data)
    else for (const listener of frames) listener(data)
  })
  // The socket closes itself after an error, and closing is what everybody listens to.
  socket.on('error', () => undefined)
  return {
    send: (frame) => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate()
      else socket.send(frame)
    },
    onFrame: (listener) => {
      frames.push(listener)
      for (const frame of early.splice(0)) listener(frame)
    },
    onClose: (listener) => {
      if (socket.readyState === socket.CLOSED) listener()
      else socket.on('close', () => listener())
    },
    close: () => socket.close(1000)
  }
}

/** Ends connections whose other end has silently gone (a closed laptop at the far end of a tunnel): one beat without an answer. */
export function watchLiveness(socket: WebSocket, everyMs: number): void {
  let answered = true
  socket.on('pong', () => (answered = true))
  const beat = setInterval(() => {
    if (!answered) {
      socket.terminate()
      return
    }
    answered = false
    socket.ping()
  }, everyMs)
  beat.unref()
  socket.on('close', () => clearInterval(beat))
}
