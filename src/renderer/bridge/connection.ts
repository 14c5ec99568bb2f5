import { createStore } from 'zustand/vanilla'
import { createClient, type EngineClient, type FrameChannel } from '../../pipeline/contract'
import type { Connector } from './connectors'

/** connecting: not yet reached · ready: welcomed · lost: was ready, is trying again. */
export interface ConnectionState {
  state: 'connecting' | 'ready' | 'lost'
  client: EngineClient | null
  /** Changes when the engine was restarted; null before the first welcome. */
  instance: string | null
}

export const connection = createStore<ConnectionState>(() => ({ state: 'connecting', client: null, instance: null }))

/** Keeps one client at a time; a newer channel replaces an older one. */
export function connect(connector: Connector): void {
  let current: EngineClient | null = null
  const drop = (client: EngineClient): void => {
    if (client !== current) return
    current = null
    connection.setState({ state: 'lost', client: null })
    connector.lost()
  }
  const adopt = (channel: FrameChannel): void => {
    const client = createClient(channel, 'window')
    const previous = current
    current = client
    previous?.close()
    client.welcome.then(
      ({ instance }) => {
        if (client === current) connection.setState({ state: 'ready', client, instance })
      },
      () => drop(client)
    )
    void client.closed.then(() => drop(client))
  }
  connector.start(adopt, () => {
    if (connection.getState().instance !== null) connection.setState({ state: 'lost', client: null })
  })
}

/** The client, as soon as there is one. */
export function whenReady(signal?: AbortSignal): Promise<EngineClient> {
  const { client } = connection.getState()
  if (client !== null) return Promise.resolve(client)
  return new Promise((resolve, reject) => {
    const stop = connection.subscribe((now) => {
      if (now.client === null) return
      stop()
      resolve(now.client)
    })
    signal?.addEventListener(
      'abort',
      () => {
        stop()
        reject(new DOMException('aborted', 'AbortError'))
      },
      { once: true }
    )
  })
}
