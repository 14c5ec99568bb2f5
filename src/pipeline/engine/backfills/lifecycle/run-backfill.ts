import { setTimeout as delay } from 'node:timers/promises'
import { backfillEnds } from '../../../contract'
import { AppError, toErrorData } from '../../../lib/errors'
import { nextRetryAt, nextRetryIn, nextUnits, progressOf, type PartitionResult } from '../../../runs/execution'
import type { JobContext, JobOutcome } from '../../jobs/job'
import type { Services } from '../../services'
import { untilWritten, WRITE_POLL_MS } from '../../until-written'
import { isOver } from './lay-to-rest'
import type { LiveBackfill } from './live-backfill'
import { resultsInFlight } from './results-in-flight'
import { sayWaiting } from './say-waiting'
import { publishStaged } from '../review/publish'
import { runUnit } from '../unit/run-unit'
import { resultOf } from './summary'

/** Drives a backfill until it has ended or waits for a review. Cancelling the job cancels the backfill. */
export async function runBackfill(services: Services, live: LiveBackfill, job: JobContext): Promise<JobOutcome> {
  const cancel = (): void => void cancelAll(live).catch((error: unknown) => live.say(String(error)))
  job.signal.addEventListener('abort', cancel)
  try {
    if (job.signal.aborted) cancel()
    await drive(services, live, job)
  } finally {
    job.signal.removeEventListener('abort', cancel)
  }
  await forgetStaged(services, live)
  if (live.closing && !isOver(live.record.state)) throw new AppError('cancelled', 'The engine closes; the next one goes on.')
  const result = resultOf(live.record)
  const failed = live.record.items.find(({ state }) => state === 'failed' || state === 'refused')
  if (live.record.state === 'cancelled')
    return { result, error: { code: 'cancelled', message: 'The backfill was cancelled.', retriable: false } }
  return live.record.state === 'failed' && failed?.error !== undefined ? { result, error: failed.error } : { result }
}

/** What an ended backfill still has staged is never published. Where it cannot be removed, the next start removes it. */
export async function forgetStaged({ backfills }: Services, { id, record }: LiveBackfill): Promise<void> {
  if (backfillEnds.includes(record.state)) await backfills.staged.drop(id).catch(() => undefined)
}

/** What waits is cancelled, what is in flight is stopped. A closing engine stops it too, and goes on at the next start. */
export async function cancelAll(live: LiveBackfill): Promise<void> {
  const told = live.closing ? undefined : live.apply({ kind: 'cancel' })
  for (const stop of live.stops.values()) stop.abort()
  await told
}

/** How often it goes on after an error that is not of its own state. */
const MOST_STUMBLES = 3

async function drive(services: Services, live: LiveBackfill, job: JobContext): Promise<void> {
  const flying = new Set<Promise<void>>()
  for (let stumbles = 0; ;) {
    try {
      await advance(services, live, job, flying)
      await Promise.all(flying)
      return
    } catch (error) {
      if (!live.unwritten && toErrorData(error).code !== 'disk.full') stumbles += 1
      await (stumbles > MOST_STUMBLES ? abandon(live, flying, error) : waitUntilWritten(services, live, job, { flying, error }))
    }
  }
}

async function advance(services: Services, live: LiveBackfill, job: JobContext, flying: Set<Promise<void>>): Promise<void> {
  while (!isOver(live.execution.state) && !live.closing) {
    if (live.execution.state === 'publishing') await publishStaged(services, live, job)
    else await step(services, live, job, flying)
    tell(live, job)
  }
}

/** What happens cannot be written down now: nothing new starts, and it goes on by itself once it can. */
async function waitUntilWritten(
  services: Services,
  live: LiveBackfill,
  job: JobContext,
  { flying, error }: { flying: ReadonlySet<Promise<void>>; error: unknown }
): Promise<void> {
  sayWaiting(live, error)
  await Promise.allSettled(flying)
  await delay(WRITE_POLL_MS)
  await live.untilSettled()
  if (live.closing) return
  // What could not tell how it ended is asked of the history; the rest is made again. It is saved now or with the next change.
  let committed: PartitionResult[] = []
  const ask = async (): Promise<void> => void (committed = await resultsInFlight(services, live, new Map()))
  await untilWritten(ask, job.closing, () => undefined)
  await live.apply({ kind: 'engine-restarted', committed }).catch(() => undefined)
}

/** It broke again and again: nothing goes on unseen. What waits is cancelled. */
async function abandon(live: LiveBackfill, flying: ReadonlySet<Promise<void>>, error: unknown): Promise<never> {
  live.say(`It stops: ${toErrorData(error).message}`)
  await Promise.allSettled([cancelAll(live), ...flying])
  throw error
}

/** Starts what may start, then waits for the next change. */
async function step(services: Services, live: LiveBackfill, job: JobContext, flying: Set<Promise<void>>): Promise<void> {
  const changed = live.changed()
  for (const unit of nextUnits(live.execution)) {
    const flight = runUnit(services, live, unit, {
      closing: job.closing,
      progress: (update) => job.progress({ ...update, fraction: shareOf(live) })
    })
    flying.add(flight)
    void flight.catch(() => undefined).finally(() => flying.delete(flight))
    await Promise.race([changed, flight])
  }
  await Promise.race([changed, ...flying, retryDue(services, live)])
}

/** Never resolves where nothing waits for another try. */
function retryDue({ clock }: Services, live: LiveBackfill): Promise<void> {
  const at = nextRetryAt(live.execution)
  const wait = nextRetryIn(live.execution, clock.now())
  if (at === undefined || wait === undefined) return new Promise(() => undefined)
  return new Promise((resolve, reject) => {
    const due = (): void => void live.apply({ kind: 'retry-due', at: Math.max(at, clock.now()) }).then(resolve, reject)
    const timer = setTimeout(due, wait)
    void live.changed().then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function shareOf({ execution }: LiveBackfill): number {
  const { finished, total } = progressOf(execution)
  return total === 0 ? 1 : finished / total
}

function tell(live: LiveBackfill, job: JobContext): void {
  const running = live.execution.items.find(({ state }) => state === 'running')
  job.progress({
    phase: live.execution.state,
    fraction: shareOf(live),
    ...(running === undefined ? {} : { subject: `${running.dataset} ${running.dt}` })
  })
}
