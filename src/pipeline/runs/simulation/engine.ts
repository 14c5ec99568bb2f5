import { nextRetryAt, nextUnits } from '../execution'
import { tell } from './backfills'
import type { Live, Process } from './process'
import { publishStaged, throwAway } from './review'
import { lookAtSchedules } from './schedule'
import { land, take } from './units'

/** One look at the schedules, at the workers and at what may start. */
export function turn(process: Process): void {
  lookAtSchedules(process)
  for (const flight of process.flights.filter(({ endsAt }) => endsAt <= process.at)) land(process, flight)
  for (const live of [...process.live.values()]) advance(process, live)
}

function advance(process: Process, live: Live): void {
  if (live.execution.state === 'publishing') publishStaged(process, live)
  const retryAt = nextRetryAt(live.execution)
  if (retryAt !== undefined && retryAt <= process.at) tell(process, live, { kind: 'retry-due', at: process.at })
  for (const unit of nextUnits(live.execution)) take(process, live, unit)
}

/** What waits for its review is thrown away, as the engine does it; else what waits is cancelled and what is in flight is stopped. */
export function cancel(process: Process, live: Live): void {
  if (live.record.state === 'staged') {
    throwAway(process, live)
    return
  }
  for (const flight of process.flights.filter((one) => one.live === live))
    Object.assign(flight, { stopped: true, endsAt: process.at })
  tell(process, live, { kind: 'cancel' })
}
