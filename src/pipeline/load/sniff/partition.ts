import type { ColumnType, Grain } from '../../contract'
import type { Tally } from './tally'

export interface PartitionColumn {
  name: string
  type: ColumnType
  tally: Tally | undefined
  /** From the path: one value a file. */
  path: { monthly: boolean } | undefined
}

export interface FoundPartition {
  value: { columns: string[]; grain: Grain } | null
  certainty: number
}

const isTime = (type: ColumnType): boolean => type === 'date' || type === 'datetime' || type === 'timestamp'
const yearName = /year|yyyy|년$|년도$/i
const monthName = /month|(^|_)mm$|월$/i

/** Rows a partition that make it worth having. */
const LEAST_A_DAY = 10
const MANY_A_DAY = 100_000
const LEAST_A_MONTH = 1000
const FEW_DAYS = 62

/** The date that a table is best divided by, and how finely; null where its rows are too few for it. */
export function findPartition(columns: readonly PartitionColumn[], rows: number, dailyFiles: boolean): FoundPartition {
  const inRows = columns.find(({ type, tally, path }) => path === undefined && isTime(type) && mostlyFilled(tally))
  if (inRows?.tally !== undefined) return byDays(inRows.name, inRows.tally, rows, dailyFiles)
  const path = columns.find(({ path: part }) => part !== undefined)
  if (path?.path !== undefined) {
    return { value: { columns: [path.name], grain: path.path.monthly ? 'month' : 'day' }, certainty: 0.9 }
  }
  return byYearAndMonth(columns)
}

const mostlyFilled = (tally: Tally | undefined): boolean => tally !== undefined && tally.empty * 20 <= tally.cells

function byDays(name: string, tally: Tally, rows: number, dailyFiles: boolean): FoundPartition {
  const days = Math.max(1, tally.days.size)
  const months = Math.max(1, new Set([...tally.days].map((day) => day.slice(0, 7))).size)
  const day = { value: { columns: [name], grain: 'day' as const }, certainty: 0.9 }
  if (dailyFiles || rows / days >= MANY_A_DAY) return day
  if (days <= FEW_DAYS && rows / days >= LEAST_A_DAY) return { ...day, certainty: 0.7 }
  if (rows / months >= LEAST_A_MONTH) return { value: { columns: [name], grain: 'month' }, certainty: 0.9 }
  return { value: null, certainty: 0.7 }
}

function byYearAndMonth(columns: readonly PartitionColumn[]): FoundPartition {
  const year = columns.find(({ name, type, tally }) => yearName.test(name) && type === 'integer' && within(tally, 1900, 2100))
  const named = columns.filter(({ name, type, tally }) => monthName.test(name) && type === 'integer' && within(tally, 1, 12))
  // 계약년 belongs to 계약월, not to another month of the table; 건축년도 has no month beside it.
  const pairs = named.flatMap((month) => columns.filter((other) => isYear(other)).map((other) => ({ year: other, month })))
  const [best] = pairs.sort((a, b) => sharedStart(b.year.name, b.month.name) - sharedStart(a.year.name, a.month.name))
  if (best === undefined || year === undefined) return { value: null, certainty: 0.8 }
  return { value: { columns: [best.year.name, best.month.name], grain: 'month' }, certainty: 0.85 }
}

const isYear = ({ name, type, tally }: PartitionColumn): boolean =>
  yearName.test(name) && type === 'integer' && within(tally, 1900, 2100)

const within = (tally: Tally | undefined, low: number, high: number): boolean =>
  tally !== undefined && tally.lowest >= low && tally.highest <= high && tally.empty === 0

function sharedStart(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1
  return length
}
