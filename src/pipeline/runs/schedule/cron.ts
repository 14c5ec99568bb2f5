import { Cron } from 'croner'
import type { DatasetSpec } from '../../contract'
import { dayIn, isOpenDay, type TradingCalendar } from '../../calendar'
import { zoneOf } from '../intervals'

const MINUTE_MS = 60_000
/** Closed dates in a row that are looked past; beyond them an expression never comes true on a day of business. */
const MOST_CLOSED = 5000
/** How far back the newest tick is looked for: 16 years, for the 29th of February on a day of business. */
const FURTHEST_MINUTES = 2 ** 23

/** Times that a cron expression names, ms since the epoch. */
export interface Ticks {
  /** The first at or after `at`; undefined where there is none. */
  from: (at: number) => number | undefined
  /** The last at or before `at`; -Infinity where there is none. */
  upTo: (at: number) => number
}

/**
 * The ticks of a dataset's cron expression of five fields in its zone, on days of business only; undefined where it has none or is paused. A
 * time that the clocks leap over comes right after the leap and one that occurs twice comes once; times of an expression with a wildcard or
 * step in its minutes or hours come as often as the clock shows them.
 */
export function ticksOf(spec: DatasetSpec, calendar: TradingCalendar | undefined): Ticks | undefined {
  const { schedule } = spec
  if (schedule?.cron === undefined || schedule.paused) return undefined
  const zone = zoneOf(spec)
  const nextRun = nextRunOf(schedule.cron, zone)
  const from = (at: number): number | undefined => {
    let next = nextRun(Math.ceil(at / MINUTE_MS) * MINUTE_MS - 1000)
    for (let closed = 0; next !== undefined && closed < MOST_CLOSED; closed += 1) {
      if (isOpenDay(calendar, dayIn(zone, next))) return next
      next = nextRun(next)
    }
    return undefined
  }
  return { from, upTo: (at) => lastUpTo(from, at) }
}

function lastUpTo(from: (at: number) => number | undefined, at: number): number {
  for (let minutes = 1; minutes <= FURTHEST_MINUTES; minutes *= 2) {
    let last = from(at - minutes * MINUTE_MS)
    if (last === undefined || last > at) continue
    for (let next = from(last + 1); next !== undefined && next <= at; next = from(next + 1)) last = next
    return last
  }
  return -Infinity
}

/** Why an expression cannot be used; undefined where it can. */
export function cronProblem(expression: string, zone: string): string | undefined {
  try {
    return cronOf(expression, zone).nextRun() === null ? 'it never comes true' : undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

type NextRun = (after: number) => number | undefined

const nextRuns = new Map<string, NextRun>()
/** Answers that are kept of each expression. */
const MOST_KEPT = 1000

/** The first time of an expression after a moment (ms). Each is dear to find, and every look at a schedule asks for the same ones. */
function nextRunOf(expression: string, zone: string): NextRun {
  const key = JSON.stringify([expression, zone])
  const known = nextRuns.get(key)
  if (known !== undefined) return known
  const cron = cronOf(expression, zone)
  const kept = new Map<number, number | undefined>()
  const nextRun = (after: number): number | undefined => {
    if (kept.has(after)) return kept.get(after)
    const next = cron.nextRun(new Date(after))?.getTime()
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(after, next)
    return next
  }
  nextRuns.set(key, nextRun)
  return nextRun
}

const cronOf = (expression: string, zone: string): Cron =>
  new Cron(expression, { timezone: zone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true })
