import type { SourceFile } from '../types'
import type { Random } from './random'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** 2023-10-30 00:00 in Seoul. */
export const BEGIN = Date.UTC(2023, 9, 29, 15)
export const END = BEGIN + 9 * DAY
/** The hours of ticks: from 2023-11-04 to the end of 2023-11-06 in New York, where the 5th has 25. */
const FIRST_TICK = Date.UTC(2023, 10, 4, 4)
const LAST_TICK = Date.UTC(2023, 10, 7, 5)

/** The rows of one interval, as a source has them from a moment (true time, ms since the epoch) on. */
export interface Arrival {
  dataset: string
  interval: string
  dt: string
  rows: number
  at: number
}

/** Everything that the sources will ever send, reckoned by plain dates: what must be in the lake in the end. */
export class Sources {
  readonly arrivals: readonly Arrival[]
  readonly #known = new Map<string, { until: number; files: SourceFile[] }>()

  constructor(random: Random) {
    const sent = [...dailyPrices(random), ...hourlyTicks(random)]
    // Some send a day or an hour again, with other rows.
    const again = sent.filter(() => random.chance(0.15)).map((one) => ({ ...one, ...restated(one, random) }))
    this.arrivals = [...sent, ...again].sort((a, b) => a.at - b.at)
  }

  /** What a listing of the source shows at a moment: a file for each interval. */
  files(dataset: string, at: number): SourceFile[] {
    const known = this.#known.get(dataset)
    const own = this.arrivals.filter((arrival) => arrival.dataset === dataset && arrival.at <= at)
    if (known?.until === own.length) return known.files
    const newest = new Map(own.map((arrival) => [arrival.interval, arrival]))
    const files = [...newest.values()].map(({ interval, dt, rows, at: modifiedMs }) => ({
      name: interval,
      bytes: rows,
      modifiedMs,
      dt
    }))
    this.#known.set(dataset, { until: own.length, files })
    return files
  }
}

const restated = ({ rows, at }: Arrival, random: Random): Pick<Arrival, 'rows' | 'at'> => ({
  rows: rows + random.between(1, 9),
  at: at + random.between(1, 48) * HOUR
})

function dailyPrices(random: Random): Arrival[] {
  const found: Arrival[] = []
  for (let day = BEGIN; day < END; day += DAY) {
    const date = new Date(day + 9 * HOUR)
    if (date.getUTCDay() === 0 || date.getUTCDay() === 6) continue
    const dt = date.toISOString().slice(0, 10)
    // Most come before the schedule asks at 16:30; some come late, up to the next evening.
    const at = day + 16 * HOUR + (random.chance(0.2) ? random.between(1, 28) * HOUR : -random.between(0, 60) * 60_000)
    found.push({ dataset: 'prices', interval: dt, dt, rows: random.between(1, 1000), at })
  }
  return found
}

function hourlyTicks(random: Random): Arrival[] {
  const zone = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' })
  const found: Arrival[] = []
  for (let start = FIRST_TICK; start < LAST_TICK; start += HOUR) {
    const late = random.chance(0.1) ? random.between(1, 300) * 60_000 : 0
    const interval = `${new Date(start).toISOString().slice(0, 16)}Z`
    const rows = random.chance(0.7) ? 0 : random.between(1, 50)
    found.push({ dataset: 'ticks', interval, dt: zone.format(new Date(start)), rows, at: start + HOUR + late })
  }
  return found
}
