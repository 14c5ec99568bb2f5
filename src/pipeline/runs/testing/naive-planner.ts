import type { BackfillOnly } from '../../contract'

/** A day dataset read from dated files, and a mart by day over it, as plain data. */
export interface NaiveWorld {
  today: string
  /** When its data begins, where the dataset says so. */
  from: string | null
  /** Rows of partitions that are there. */
  prices: Record<string, number>
  files: Record<string, number>
  trouble: Record<string, 'failed' | 'refused'>
  running: string[]
  mart: string[]
  /** Dates of the prices that were replaced since the mart was made. */
  replaced: string[]
  lookback: number
  /** Datasets of which a backfill is active: at work, or waiting for its review. */
  active: string[]
}

export interface NaivePlan {
  run: Record<string, string>
  skip: Record<string, string>
  bytes: number
  /** Partitions of the mart that follow, each with the dates for which it does. */
  follows: Record<string, string[]>
}

/** Trading days of the KRX from 2023-07-03 to 2023-09-27, written out from its own notices: one holiday in these weeks. */
export const tradingDays: readonly string[] = (() => {
  const found: string[] = []
  for (let at = Date.UTC(2023, 6, 3); at <= Date.UTC(2023, 8, 27); at += 86_400_000) {
    const day = new Date(at)
    const date = day.toISOString().slice(0, 10)
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6 && date !== '2023-08-15') found.push(date)
  }
  return found
})()

/** The plan by loops over dates, written from the rules and not from the planner. */
export function naivePlan(world: NaiveWorld, from: string, to: string, only: BackfillOnly): NaivePlan {
  const plan: NaivePlan = { run: {}, skip: {}, bytes: 0, follows: {} }
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    const [runs, reason] = naiveReason(world, date, only)
    if (runs) {
      plan.run[date] = reason
      plan.bytes += world.files[date] ?? 0
    } else plan.skip[date] = reason
  }
  for (const date of tradingDays) {
    const index = tradingDays.indexOf(date)
    const read = tradingDays.slice(Math.max(0, index - world.lookback), index + 1)
    const because = read.filter((input) => input in plan.run)
    const own = date in plan.run || date in world.prices
    const there = world.mart.includes(date)
    if (because.length > 0 && (there || (date in plan.run && own))) plan.follows[date] = because
  }
  return plan
}

function naiveReason(world: NaiveWorld, date: string, only: BackfillOnly): [boolean, string] {
  const there = date in world.prices
  if (date > world.today) return [false, 'future']
  if (!there && world.from !== null && date < world.from) return [false, 'out_of_range']
  if (!there && !tradingDays.includes(date)) return [false, 'market_closed']
  if (world.running.includes(date)) return [false, 'running']
  const need = naiveNeed(world, date)
  if (only !== 'all' && (need === null || !only.includes(need))) return [false, naiveRest(world, date)]
  if (isBeforeAll(world, date)) return [false, 'input_missing']
  // The calendar expects it and it was asked for: whether a file has come yet is seen when it runs.
  return [true, need ?? 'forced']
}

function naiveNeed({ trouble, prices }: NaiveWorld, date: string): 'failed' | 'missing' | null {
  if (date in trouble) return 'failed'
  return date in prices ? null : 'missing'
}

/** Why nobody asked for it to be made again. */
function naiveRest({ trouble, prices }: NaiveWorld, date: string): string {
  const state = trouble[date]
  if (state === 'refused') return 'blocked'
  if (state !== undefined) return 'not_selected'
  if (!(date in prices)) return 'not_selected'
  return prices[date] === 0 ? 'empty' : 'ok'
}

/** Where nobody says when the data begins, it begins with the first that is there or has a file; of an empty source nothing is known. */
function isBeforeAll({ from, prices, files }: NaiveWorld, date: string): boolean {
  const known = [...Object.keys(prices), ...Object.keys(files)]
  return from === null && known.length > 0 && known.every((one) => date < one)
}

/** The plan of the mart by itself: what runs and why, and why the rest does not. */
export function naiveMart(world: NaiveWorld, from: string, to: string, only: BackfillOnly): Pick<NaivePlan, 'run' | 'skip'> {
  const plan: Pick<NaivePlan, 'run' | 'skip'> = { run: {}, skip: {} }
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    const [runs, reason] = naiveMartReason(world, date, only)
    if (runs) plan.run[date] = reason
    else plan.skip[date] = reason
  }
  return plan
}

function naiveMartReason(world: NaiveWorld, date: string, only: BackfillOnly): [boolean, string] {
  const there = world.mart.includes(date)
  if (date > world.today) return [false, 'future']
  if (!there && !tradingDays.includes(date)) return [false, 'market_closed']
  const stale = there && isStale(world, date)
  const need = there ? (stale ? 'stale' : null) : 'missing'
  if (only !== 'all' && (need === null || !only.includes(need))) return [false, there && !stale ? 'ok' : 'not_selected']
  if (!(date in world.prices)) return [false, world.trouble[date] === 'refused' ? 'blocked' : 'input_missing']
  return [true, need ?? 'forced']
}

/** A date that it read was replaced or has come since it was made, as far as it is there. */
function isStale({ prices, replaced, lookback }: NaiveWorld, date: string): boolean {
  const index = tradingDays.indexOf(date)
  const read = tradingDays.slice(Math.max(0, index - lookback), index + 1)
  return read.some((input) => input in prices && replaced.includes(input))
}
