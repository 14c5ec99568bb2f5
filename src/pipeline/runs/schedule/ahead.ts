import type { ScheduleTick } from '../../contract'

/** A clock may drift by so much, in ms; what lies further ahead of it was claimed while it stood wrong. */
export const DRIFT_MS = 5 * 60_000

/** An interval that was given to a run before its time, waiting for that time: what the source had then is not what it will have. */
export const reopened = (tick: ScheduleTick): ScheduleTick => ({
  ...tick,
  state: 'due',
  reason: 'The clock stood ahead when it ran: it runs again at its own time.'
})

/** Whether the time of an interval that waits has come. */
export const hasCome = ({ dueAt }: Pick<ScheduleTick, 'dueAt'>, now: number): boolean => Date.parse(dueAt) <= now + DRIFT_MS
