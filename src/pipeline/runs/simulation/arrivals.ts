import type { Arrival } from './durable'
import type { Random } from './random'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** 2023-10-30 00:00 in Seoul. */
export const BEGIN = Date.UTC(2023, 9, 29, 15)
export const DAYS = 9
export const END = BEGIN + DAYS * DAY
/** The first hour of ticks: 2023-11-03 00:00 in New York. */
export const FIRST_TICK = Date.UTC(2023, 10, 3, 4)

/** Everything that the sources will ever send: reckoned here by plain dates, as the oracle of what must be in the lake at the end. */
export function arrivals(random: Random): Arrival[] {
  return [...dailyPrices(random), ...hourlyTicks(random)]
}

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
  for (let start = FIRST_TICK; start + HOUR <= END; start += HOUR) {
    const late = random.chance(0.1) ? random.between(1, 300) * 60_000 : 0
    const interval = `${new Date(start).toISOString().slice(0, 16)}Z`
    const rows = random.chance(0.7) ? 0 : random.between(1, 50)
    found.push({ dataset: 'ticks', interval, dt: zone.format(new Date(start)), rows, at: start + HOUR + late })
  }
  return found
}
