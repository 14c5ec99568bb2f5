import type { Grain, NotExpectedReason, Partition } from '../../../../pipeline/contract'

/** A place of the grid: a month or a day of the dataset's calendar, with its partition where there is one. */
export interface Slot {
  dt: string
  partition: Partition | undefined
  /** Day grain: the venue does not trade; the holiday's name, or `weekend`. */
  closed: string | undefined
  /** Why there is no partition and none is awaited. */
  absent: NotExpectedReason | undefined
}

/** A month's block of a daily grid: where its first day stands in `slots`, its length, and its first weekday (0 is Monday). */
export interface MonthBlock {
  label: string
  first: number
  days: number
  offset: number
}

/** Every place from the first partition's year (or month) to the last's, in order of date, and how they are laid out. */
export type GridModel =
  | { grain: 'month'; slots: Slot[]; years: number[] }
  | { grain: 'day'; slots: Slot[]; blocks: MonthBlock[] }
  | { grain: 'whole'; slots: Slot[] }

const DAY_MS = 86_400_000
const two = (value: number): string => String(value).padStart(2, '0')

/** What the places without a partition are told by. */
interface Known {
  byDt: ReadonlyMap<string, Partition>
  holidays: ReadonlyMap<string, string> | undefined
  today: string | undefined
}

/**
 * `holidays` maps a date to a holiday's name; undefined where the dataset follows no calendar. `today` (`YYYY-MM-DD` in the dataset's zone)
 * tells the future from what is out of range.
 */
export function gridModel(
  partitions: readonly Partition[],
  grain: Grain | null,
  holidays: ReadonlyMap<string, string> | undefined,
  today?: string
): GridModel {
  const byDt = new Map(partitions.map((partition) => [partition.dt, partition]))
  const dts = [...byDt.keys()].sort()
  const [first, last] = [dts[0], dts.at(-1)]
  if (grain === null || first === undefined || last === undefined || first === 'all')
    return { grain: 'whole', slots: dts.map((dt) => ({ dt, partition: byDt.get(dt), closed: undefined, absent: undefined })) }
  const known = { byDt, holidays, today }
  return grain === 'month' ? monthModel(first, last, known) : dayModel(first, last, known)
}

function slotOf(dt: string, closed: string | undefined, { byDt, today }: Known): Slot {
  const partition = byDt.get(dt)
  const later = today !== undefined && dt > today.slice(0, dt.length)
  const absent = closed !== undefined ? 'market_closed' : later ? 'future' : 'out_of_range'
  return { dt, partition, closed, absent: partition === undefined ? absent : undefined }
}

function monthModel(first: string, last: string, known: Known): GridModel {
  const from = Number(first.slice(0, 4))
  const years = Array.from({ length: Number(last.slice(0, 4)) - from + 1 }, (_, index) => from + index)
  const slots = years.flatMap((year) =>
    Array.from({ length: 12 }, (_, month) => slotOf(`${year}-${two(month + 1)}`, undefined, known))
  )
  return { grain: 'month', slots, years }
}

function dayModel(first: string, last: string, known: Known): GridModel {
  const slots: Slot[] = []
  const blocks: MonthBlock[] = []
  let month = Date.parse(`${first.slice(0, 7)}-01T00:00:00Z`)
  const end = Date.parse(`${last.slice(0, 7)}-01T00:00:00Z`)
  while (month <= end) {
    const start = new Date(month)
    const next = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1)
    const days = (next - month) / DAY_MS
    blocks.push({ label: start.toISOString().slice(0, 7), first: slots.length, days, offset: (start.getUTCDay() + 6) % 7 })
    for (let day = 0; day < days; day += 1) slots.push(daySlot(month + day * DAY_MS, known))
    month = next
  }
  return { grain: 'day', slots, blocks }
}

function daySlot(at: number, known: Known): Slot {
  const date = new Date(at)
  const dt = date.toISOString().slice(0, 10)
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6
  const closed = known.holidays === undefined ? undefined : (known.holidays.get(dt) ?? (weekend ? 'weekend' : undefined))
  return slotOf(dt, closed, known)
}

/** Where a partition stands in `slots`; -1 where it does not. */
export const slotIndex = (model: GridModel, dt: string): number => model.slots.findIndex((slot) => slot.dt === dt)
