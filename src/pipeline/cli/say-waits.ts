import type { EngineClient } from '../contract'
import { waitingText } from './backfill-text'
import type { Output } from './output'

/** Says once each time that a job's backfill begins to wait until it can write; `close` ends that. */
export function sayWaits(client: EngineClient, job: string, out: Output): { close(): void } {
  let waits = false
  const event = ({ job: at, id, waitsFor }: { job: string | null; id: string; waitsFor?: Waits | undefined }): void => {
    if (at !== job) return
    if (waitsFor !== undefined && !waits) {
      out.progress('')
      const soon = waitsFor.code === 'quota.exhausted' ? 'It goes on by itself then.' : 'It goes on by itself once there is some.'
      out.note(`Backfill ${id} ${waitingText(waitsFor)}: ${waitsFor.message} ${soon}`)
    }
    if (waitsFor === undefined && waits) out.note(`Backfill ${id} goes on.`)
    waits = waitsFor !== undefined
  }
  return client.subscribe('backfills.changed', {}, { event })
}

type Waits = Parameters<typeof waitingText>[0] & { message: string }
