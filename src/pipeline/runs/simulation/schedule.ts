import { toInstant } from '../../lib/clock'
import { AppError } from '../../lib/errors'
import { intervalById } from '../intervals'
import {
  ASKED_AGAIN,
  cronClaims,
  dueAgain,
  hadNoRows,
  isThere,
  isTimeAgain,
  oldestOfEach,
  selectionOfInterval,
  staysDue
} from '../schedule'
import type { DatasetSpec, ScheduleTick } from '../../contract'
import { start } from './backfills'
import { calendarOf, specOf, specs } from './datasets'
import type { Process } from './process'
import { factsOf } from './world-of'

const DAY = 86_400_000

/** One look at the schedules: what fell due is claimed, what is late is asked again, and the oldest of each dataset is given to a backfill. */
export function lookAtSchedules(process: Process): void {
  for (const spec of specs.filter(({ schedule }) => schedule !== undefined)) {
    claimDue(process, spec)
    if (!process.chaos.lacks('ask-once')) askLate(process, spec)
  }
  const open = process.durable.ticks().filter(({ state }) => state === 'due')
  for (const tick of oldestOfEach(open)) give(process, tick)
}

function claimDue({ durable, chaos, now }: Process, spec: DatasetSpec): void {
  const alone = chaos.lacks('clock-alone')
  const claimedUntil = alone ? toInstant(now - DAY) : (durable.ticks(spec.name).at(-1)?.dueAt ?? toInstant(0))
  const claims = cronClaims(spec, calendarOf(spec.name), claimedUntil, now)
  for (const tick of claims) {
    if (alone) durable.putTick(tick)
    else durable.claimTick(tick)
    if (chaos.lacks('claimed-apart')) chaos.mayCrash()
  }
  chaos.mayCrash()
}

function askLate(process: Process, spec: DatasetSpec): void {
  const { durable, chaos, now, witness } = process
  for (const tick of durable.ticks(spec.name).slice(-ASKED_AGAIN)) {
    if (!isTimeAgain(spec, calendarOf(spec.name), tick, now)) continue
    const items = durable.backfills.get(tick.backfill ?? '')?.items ?? []
    if (!hadNoRows(spec.name, items) || isThere(factsOf(process, spec), tick.interval, now)) continue
    durable.putTick(dueAgain(tick, toInstant(now)))
    witness.count('asked again')
    chaos.mayCrash()
  }
}

function give(process: Process, tick: ScheduleTick): void {
  const { durable, active, now } = process
  const spec = specOf(tick.dataset)
  if (active.has(spec.name)) return
  const interval = intervalById(spec, calendarOf(spec.name), tick.interval)
  const settle = (change: Partial<ScheduleTick>): void => durable.putTick({ ...tick, at: toInstant(now), ...change })
  if (interval === undefined) {
    settle({ state: 'skipped', reason: 'The dataset no longer has this interval.' })
    return
  }
  try {
    const selection = selectionOfInterval(spec, calendarOf(spec.name), interval)
    const alongside = (backfill: string): void => settle({ state: 'run', reason: null, backfill })
    start(process, { selection, options: { follow: true }, trigger: 'schedule', alongside })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (!staysDue(error.code)) settle({ state: 'failed', reason: error.code })
  }
}
