import type { WebSocket } from 'ws'

/** The connected clients by what they say they are. */
export class Clients {
  private readonly open = new Map<WebSocket, string>()
  private waiting: { kind: string; resolve: () => void }[] = []

  add(kind: string, socket: WebSocket): void {
    this.open.set(socket, kind)
    socket.on('close', () => {
      this.open.delete(socket)
      this.settle()
    })
  }

  /** Resolves once none of this kind is connected. */
  drained(kind: string): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ kind, resolve })
      this.settle()
    })
  }

  private settle(): void {
    const kinds = new Set(this.open.values())
    for (const { kind, resolve } of this.waiting) if (!kinds.has(kind)) resolve()
    this.waiting = this.waiting.filter(({ kind }) => kinds.has(kind))
  }
}
