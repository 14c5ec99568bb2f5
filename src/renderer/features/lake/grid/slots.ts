import type { Grain, Partition } from '../../../../pipeline/contract'

/** A place of the grid: a month or a day of the dataset's calendar, with its partition where there is one. */
export interface Slot {
  dt: string
  partition: Partition | undefined
  /** Day grain: the venue does not trade; the holiday's name, or `weekend`. */
  closed: string | undefined
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

/** `holidays` maps a date to a holiday's name; undefined where the dataset follows no calendar. */
export function gridModel(
  partitions: readonly Partition[],
  grain: Grain | null,
  holidays: ReadonlyMap<string, string> | undefined
): GridModel {
  const byDt = new Map(partitions.map((partition) => [partition.dt, partition]))
  const dts = [...byDt.keys()].sort()
  const [first, last] = [dts[0], dts.at(-1)]
  if (grain === null || first === undefined || last === undefined || first === 'all')
    return { grain: 'whole', slots: dts.map((dt) => ({ dt, partition: byDt.get(dt), closed: undefined })) }
  return grain === 'month' ? monthModel(first, last, byDt) : dayModel(first, last, byDt, holidays)
}

function monthModel(first: string, last: string, byDt: ReadonlyMap<string, Partition>): GridModel {
  const from = Number(first.slice(0, 4))
  const years = Array.from({ length: Number(last.slice(0, 4)) - from + 1 }, (_, index) => from + index)
  const slots = years.flatMap((year) =>
    Array.from({ length: 12 }, (_, month): Slot => {
      const dt = `${year}-${two(month + 1)}`
      return { dt, partition: byDt.get(dt), closed: undefined }
    })
  )
  return { grain: 'month', slots, years }
}

function dayModel(
  first: string,
  last: string,
  byDt: ReadonlyMap<string, Partition>,
  holidays: ReadonlyMap<string, string> | undefined
): GridModel {
  const slots: Slot[] = []
  const blocks: MonthBlock[] = []
  let month = Date.parse(`${first.slice(0, 7)}-01T00:00:00Z`)
  const end = Date.parse(`${last.slice(0, 7)}-01T00:00:00Z`)
  while (month <= end) {
    const start = new Date(month)
    const next = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1)
    const days = (next - month) / DAY_MS
    blocks.push({ label: start.toISOString().slice(0, 7), first: slots.length, days, offset: (start.getUTCDay() + 6) % 7 })
    for (let day = 0; day < days; day += 1) slots.push(daySlot(month + day * DAY_MS, byDt, holidays))
    month = next
  }
  return { grain: 'day', slots, blocks }
}

function daySlot(at: number, byDt: ReadonlyMap<string, Partition>, holidays: ReadonlyMap<string, string> | undefined): Slot {
  const date = new Date(at)
  const dt = date.toISOString().slice(0, 10)
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6
  const closed = holidays === undefined ? undefined : (holidays.get(dt) ?? (weekend ? 'weekend' : undefined))
  return { dt, partition: byDt.get(dt), closed }
}

/** Where a partition stands in `slots`; -1 where it does not. */
export const slotIndex = (model: GridModel, dt: string): number => model.slots.findIndex((slot) => slot.dt === dt)
