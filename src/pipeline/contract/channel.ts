/** One client's two-way stream of frames: a MessagePort of a window, a WebSocket, or an in-process pair. */
export interface FrameChannel {
  send(frame: Uint8Array<ArrayBuffer>): void
  onFrame(listener: (frame: Uint8Array) => void): void
  onClose(listener: () => void): void
  close(): void
}
