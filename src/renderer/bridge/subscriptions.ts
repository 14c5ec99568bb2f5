import type { ErrorData, EventOf, Subscription, TopicName, TopicParamsOf } from '../../pipeline/contract'
import { connection } from './connection'

export interface Listener<T extends TopicName> {
  event(event: EventOf<T>): void
  end?(error: ErrorData | undefined): void
}

/** Follows a topic over every reconnect; `params` is asked again each time. Returns its stop. */
export function subscribe<T extends TopicName>(topic: T, params: () => TopicParamsOf<T>, listener: Listener<T>): () => void {
  let open: Subscription | null = null
  const attach = (): void => {
    open = connection.getState().client?.subscribe(topic, params(), listener) ?? null
  }
  attach()
  const stop = connection.subscribe((now, before) => {
    if (now.client !== before.client) attach()
  })
  return () => {
    stop()
    open?.close()
  }
}
