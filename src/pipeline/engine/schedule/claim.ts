import type { DatasetSpec, ScheduleTick } from '../../contract'
import { toInstant } from '../../lib/clock'
import { isTestBuild, planted } from '../../lib/plant'
import { dueTicks, readyIntervals } from '../../runs/schedule'
import { calendarOf } from '../facts/dataset-facts'
import { worldNow } from '../facts/world'
import { atWork } from './paused'
import type { Services } from '../services'

/** An interval that is so much older than now was missed, in ms: no engine was there to start it. */
const MISSED_MS = 10 * 60_000

/** Claims the intervals that have fallen due by cron. Those missed while no engine ran are skipped where the dataset says so, but for the newest. */
export async function claimDue(services: Services, spec: DatasetSpec): Promise<void> {
  const { state, clock } = services
  const now = clock.now()
  const claimedUntil = byTheClockAlone() ? toInstant(now - DAY_MS) : state.ticks.lastDue(spec.name)
  const calendar = await calendarOf(services, spec)
  const due = dueTicks(atWork(spec), calendar, claimedUntil === undefined ? undefined : Date.parse(claimedUntil), now)
  const newest = due.at(-1)
  await Promise.all(
    due.map(({ interval, dueAt }) => {
      const skip = spec.schedule?.missed === 'skip' && interval !== newest?.interval && now - dueAt > MISSED_MS
      const tick = tickOf(spec, interval.id, { dueAt, now, skip })
      return byTheClockAlone() ? state.ticks.settle(tick) : state.ticks.claim(tick)
    })
  )
}

/** The fault of a schedule that forgets what it claimed and goes by what the clock shows. */
const byTheClockAlone = (): boolean => isTestBuild && planted('wall-clock-timeouts')
const DAY_MS = 86_400_000

/** Claims the intervals for which all of `after` are there. */
export async function claimReady(services: Services, spec: DatasetSpec): Promise<void> {
  const { state, clock } = services
  const after = spec.schedule?.after ?? []
  const world = await worldNow(services, { sources: false, around: [spec.name, ...after] })
  const facts = world.facts.get(spec.name)
  if (facts === undefined) return
  const running = { ...facts, spec: atWork(spec) }
  const inputs = after.flatMap((name) => world.facts.get(name) ?? [])
  const now = clock.now()
  for (const { id } of readyIntervals(running, inputs, state.ticks.claimed(spec.name), now)) {
    await state.ticks.claim(tickOf(spec, id, { dueAt: now, now, skip: false }))
  }
}

function tickOf(
  { name }: DatasetSpec,
  interval: string,
  { dueAt, now, skip }: { dueAt: number; now: number; skip: boolean }
): ScheduleTick {
  return {
    ...{ dataset: name, interval, dueAt: toInstant(dueAt), at: toInstant(now), backfill: null },
    state: skip ? 'skipped' : 'due',
    reason: skip ? 'It was missed while no engine ran, and the dataset skips what was missed.' : null
  }
}
