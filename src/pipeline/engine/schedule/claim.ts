import type { DatasetSpec } from '../../contract'
import { toInstant } from '../../lib/clock'
import { isTestBuild, planted } from '../../lib/plant'
import { atWork, claimOf, claimsSince, cronClaims, readyIntervals } from '../../runs/schedule'
import { calendarOf } from '../facts/dataset-facts'
import { worldNow } from '../facts/world'
import type { Services } from '../services'

/** Claims the intervals that have fallen due by cron. */
export async function claimDue(services: Services, spec: DatasetSpec): Promise<void> {
  const { state, clock } = services
  const now = clock.now()
  const claimedUntil = byTheClockAlone() ? toInstant(now - DAY_MS) : state.ticks.lastDue(spec.name)
  const claims = cronClaims(spec, await calendarOf(services, spec), claimedUntil, now)
  await Promise.all(claims.map((tick) => (byTheClockAlone() ? state.ticks.settle(tick) : state.ticks.claim(tick))))
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
  const claimed = state.ticks.claimed(spec.name, claimsSince(running, now))
  for (const { id } of readyIntervals(running, inputs, claimed, now)) {
    await state.ticks.claim(claimOf(spec, id, { dueAt: now, now, skip: false }))
  }
}
