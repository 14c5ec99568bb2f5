import type { EventOf } from '../contract'
import type { Unsubscribe } from './protocol/event-source'

interface Events {
  lake: EventOf<'lake.changed'>
  settings: EventOf<'settings.changed'>
  backfill: EventOf<'backfills.changed'>
  overview: EventOf<'overview.changed'>
  incident: EventOf<'incidents.changed'>
  connections: EventOf<'connections.changed'>
  /** The clock was set. */
  clock: undefined
}

/** What the engine's parts tell each other; listeners run at once and must not throw. */
export class EventBus {
  private readonly listeners: { [K in keyof Events]: Set<(event: Events[K]) => void> } = {
    lake: new Set(),
    settings: new Set(),
    backfill: new Set(),
    overview: new Set(),
    incident: new Set(),
    connections: new Set(),
    clock: new Set()
  }

  on<K extends keyof Events>(kind: K, listener: (event: Events[K]) => void): Unsubscribe {
    this.listeners[kind].add(listener)
    return () => this.listeners[kind].delete(listener)
  }

  emit<K extends keyof Events>(kind: K, event: Events[K]): void {
    for (const listener of this.listeners[kind]) listener(event)
  }
}
