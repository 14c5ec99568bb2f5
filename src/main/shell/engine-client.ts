import type { MessagePortMain } from 'electron'
import { createClient, type EventOf, type FrameChannel, type Settings } from '../../pipeline/contract'

export interface ShellNews {
  jobsRunning(count: number): void
  settings(settings: Settings): void
  /** What the overview says may have changed. */
  overview(news: EventOf<'overview.changed'>): void
  incident(incident: EventOf<'incidents.changed'>): void
}

/** The shell is a client of the engine like any window: it follows settings, running jobs, datasets that need somebody, and incidents. */
export function followEngine(port: MessagePortMain, news: ShellNews): void {
  const client = createClient(mainChannel(port), 'shell')
  client.subscribe('engine.status', {}, { event: (status) => news.jobsRunning(status.jobsRunning) })
  client.subscribe('settings.changed', {}, { event: (settings) => news.settings(settings) })
  client.subscribe('overview.changed', {}, { event: (overview) => news.overview(overview) })
  client.subscribe('incidents.changed', {}, { event: (incident) => news.incident(incident) })
  void client.call('overview.get', {}).then((outcome) => {
    if (outcome.ok) news.overview({ needing: outcome.value.needing, worse: false, dataset: null })
  })
  void client.call('settings.get', {}).then((outcome) => {
    if (outcome.ok) news.settings(outcome.value)
  })
}

function mainChannel(port: MessagePortMain): FrameChannel {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => {
      port.on('message', ({ data }: { data: unknown }) => {
        if (data instanceof Uint8Array) listener(data)
      })
      port.start()
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close()
  }
}
