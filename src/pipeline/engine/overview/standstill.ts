import { backfillEnds, type Backfill, type Standstill } from '../../contract'
import type { Services } from '../services'

/** Whoever paused a backfill is thought to be about to go on with it for so long, in ms. */
const PAUSE_MS = 3_600_000
/** More than can be active: each holds a dataset of its own. */
const MOST_ACTIVE = 10_000

/** Active backfills that do not go on by themselves, by their dataset. */
export function standstills(services: Services): Map<string, Standstill> {
  if (services.active.size === 0) return new Map()
  const active = services.backfills.list({ active: true, limit: MOST_ACTIVE })
  return new Map(
    active.flatMap((backfill) => {
      const why = whyOf(services, backfill)
      const since = lastStep(services, backfill)
      return why === undefined ? [] : [[backfill.dataset, { backfill: backfill.id, why, since, until: untilOf(backfill) }]]
    })
  )
}

function whyOf({ jobs }: Services, { state, job, waitsFor }: Backfill): Standstill['why'] | undefined {
  if (waitsFor !== undefined) return waitsFor.code === 'quota.exhausted' ? 'quota' : 'space'
  if (state === 'staged') return 'review'
  if (state === 'paused') return 'paused'
  const atWork = jobs.running().some(({ id }) => id === job)
  return atWork || backfillEnds.includes(state) ? undefined : 'interrupted'
}

/** When it goes on by itself; null where somebody has to do something. */
const untilOf = ({ waitsFor }: Backfill): string | null => {
  const at = waitsFor?.details?.['resumesAt']
  return typeof at === 'string' ? at : null
}

/** When its newest attempt ended, or was left; its own start before the first. */
function lastStep({ state }: Services, { items, startedAt }: Backfill): string {
  const newest = items
    .flatMap(({ attempts }) => attempts.at(-1) ?? [])
    .sort()
    .at(-1)
  const run = newest === undefined ? undefined : state.runs.get(newest)
  return run?.finishedAt ?? run?.startedAt ?? startedAt
}

/** A pause is somebody's own wish for a while, and a quota comes back by itself; the others need somebody at once. */
export const standsTooLong = ({ why, since }: Standstill, now: number): boolean =>
  why !== 'quota' && (why !== 'paused' || now - Date.parse(since) >= PAUSE_MS)
