import type { FrameChannel } from '../contract'

/** Two ends of a channel inside one process; frames arrive in order, later than they were sent. */
export function channelPair(): [FrameChannel, FrameChannel] {
  const left = new End()
  const right = new End()
  left.peer = right
  right.peer = left
  return [left, right]
}

class End implements FrameChannel {
  peer: End | undefined
  private closed = false
  private readonly early: Uint8Array[] = []
  private readonly frameListeners: ((frame: Uint8Array) => void)[] = []
  private readonly closeListeners: (() => void)[] = []

  send(frame: Uint8Array): void {
    setImmediate(() => this.peer?.take(frame))
  }

  onFrame(listener: (frame: Uint8Array) => void): void {
    this.frameListeners.push(listener)
    for (const frame of this.early.splice(0)) listener(frame)
  }

  onClose(listener: () => void): void {
    this.closeListeners.push(listener)
  }

  close(): void {
    setImmediate(() => this.peer?.end())
    this.end()
  }

  private take(frame: Uint8Array): void {
    if (this.closed) return
    if (this.frameListeners.length === 0) this.early.push(frame)
    for (const listener of this.frameListeners) listener(frame)
  }

  private end(): void {
    if (this.closed) return
    this.closed = true
    for (const listener of this.closeListeners) listener()
  }
}
