import type { FrameChannel } from '../../contract'

/** Two ends of a channel in one process; a frame is heard after the sender has gone on. */
export function memoryChannel(): [FrameChannel, FrameChannel] {
  const left = new End()
  const right = new End()
  left.peer = right
  right.peer = left
  return [left, right]
}

class End implements FrameChannel {
  peer: End | undefined
  private closed = false
  private frame: (frame: Uint8Array) => void = () => undefined
  private readonly onEnd: (() => void)[] = []

  send(frame: Uint8Array): void {
    setImmediate(() => {
      if (this.peer?.closed === false) this.peer.frame(frame)
    })
  }

  onFrame(listener: (frame: Uint8Array) => void): void {
    this.frame = listener
  }

  onClose(listener: () => void): void {
    this.onEnd.push(listener)
  }

  close(): void {
    this.end()
    setImmediate(() => this.peer?.end())
  }

  private end(): void {
    if (this.closed) return
    this.closed = true
    for (const listener of this.onEnd) listener()
  }
}
