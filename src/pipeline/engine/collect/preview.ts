import { WHOLE, type CollectPreview, type CollectSpec } from '../../contract'
import { toInstant } from '../../lib/clock'
import { AppError } from '../../lib/errors'
import { instantOf } from '../../calendar'
import type { IntervalWindow } from '../../load/worker-api'
import { daysOfPartition } from '../../runs/intervals'
import { resolveConnection, workspaceVariables } from '../connections'
import type { JobContext } from '../jobs/job'
import type { Services } from '../services'
import { askCounted } from './ask-counted'

export interface PreviewAsked {
  collect: CollectSpec
  /** The partition that is asked for. */
  dt: string
  zone: string
}

/** Asks one question of one partition, and counts it; nothing is kept. Errors as of a collection. */
export async function previewCollect(
  services: Services,
  { collect, dt, zone }: PreviewAsked,
  job: JobContext
): Promise<CollectPreview> {
  const { quotas, clock, pool } = services
  const connection = await resolveConnection(services, collect.connection)
  const { name, target } = connection
  const mayAsk = quotas.left(name, target)
  if (mayAsk === 0) throw usedUp(name, toInstant(quotas.resumesAt(name, target)))
  const window = windowOf(dt, zone, clock.now())
  const [fanOut, variables] = await Promise.all([services.fanOuts.of(collect, job.signal), workspaceVariables(services)])
  const request = { collect, connection, window, zone, fanOut, variables, mayAsk }
  return askCounted(services, connection, job, (context) => pool.collect.previewCollect(request, context))
}

/** A partition as one stretch of time in a zone; `all` ends now. */
export function windowOf(dt: string, zone: string, now: number): IntervalWindow {
  const days = daysOfPartition(dt)
  if (days === undefined) return { id: WHOLE, dt: WHOLE, start: 0, end: now }
  return { id: dt, dt, start: instantOf(zone, days.first), end: instantOf(zone, days.last + 1) }
}

const usedUp = (connection: string, resumesAt: string): AppError =>
  new AppError('quota.exhausted', `Today's requests of ${connection} are used up.`, {
    hint: `It can be asked again from ${resumesAt} on.`,
    retriable: true,
    details: { connection, resumesAt }
  })
