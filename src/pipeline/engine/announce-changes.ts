import { finalStates, loadResult, type JobSnapshot } from '../contract'
import type { EventBus } from './event-bus'
import type { JobRegistry } from './jobs/registry'

/** Tells that a dataset changed once its load or undo has ended, however: until then its partitions are shown as running. */
export function announceChanges(jobs: JobRegistry, events: EventBus): void {
  jobs.onChange(({ dataset, kind, state, result }: JobSnapshot) => {
    if (dataset === null || (kind !== 'load' && kind !== 'undo') || !finalStates.includes(state)) return
    events.emit('lake', { name: dataset, version: loadResult.safeParse(result).data?.version ?? null })
  })
}
