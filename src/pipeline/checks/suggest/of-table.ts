import { median } from '../judge/numbers'
import { toEpochDay, weekday } from '../../calendar'
import type { CheckNames } from './names'
import type { Candidate, History, HistoryColumn } from './types'

/** Partitions before a suggestion is told from their number of rows. */
const ENOUGH = 6
/** Deviations that are worth naming. */
const STEPS = [0.05, 0.1, 0.2, 0.3, 0.5]

/** Checks of the table as a whole: how many rows, no key twice, the same columns, data until the end. */
export const ofTable = (history: History, names: CheckNames): Candidate[] => [
  ...steadyRows(history, names),
  ...uniqueKey(history, names),
  ...sameColumns(history, names),
  ...fresh(history, names)
]

/** The least share that holds all but the rarest partitions against the median of the others like it. */
function steadyRows({ partitions }: History, names: CheckNames): Candidate[] {
  const dated = partitions.filter(({ dt }) => dt !== 'all')
  if (dated.length < ENOUGH) return []
  const groups = new Map<number, { dt: string; rows: number }[]>()
  for (const one of dated) {
    const group = one.dt.length === 10 ? weekday(toEpochDay(one.dt)) : -1
    groups.set(group, [...(groups.get(group) ?? []), one])
  }
  const away = [...groups.values()]
    .flatMap((group) => {
      const middle = median(group.map(({ rows }) => rows))
      return group.map(({ rows }) => (middle === 0 ? 0 : Math.abs(rows - middle) / middle))
    })
    .sort((a, b) => a - b)
  const usual = away[Math.ceil(away.length * 0.98) - 1] ?? Infinity
  return STEPS.filter((step) => step >= usual).map((within) => ({
    check: { id: names.of('rows', 'within', String(Math.round(within * 100))), kind: 'rows', within, last: 20, severity: 'warn' },
    reason: 'suggest.rows',
    values: { usual: `${(usual * 100).toFixed(1)} %`, median: String(median(dated.map(({ rows }) => rows))) }
  }))
}

function uniqueKey({ key }: History, names: CheckNames): Candidate[] {
  if (key.length === 0) return []
  const check = { id: names.of('key', 'once'), kind: 'unique', severity: 'block' } as const
  return [{ check, reason: 'suggest.key', values: { columns: key.join(', ') } }]
}

function sameColumns({ partitions }: History, names: CheckNames): Candidate[] {
  if (partitions.length < ENOUGH) return []
  const check = { id: names.of('same', 'columns'), kind: 'schema', severity: 'warn' } as const
  return [{ check, reason: 'suggest.schema', values: {} }]
}

/** By the column that tells a row's partition, so many whole days before its end as were ever seen, and one more. */
function fresh({ columns, partitionColumns, partitions }: History, names: CheckNames): Candidate[] {
  const [name, second] = partitionColumns
  const column = columns.find((one) => one.name === name)
  if (column === undefined || second !== undefined || partitions.length < ENOUGH) return []
  const days = column.type === 'date' ? monthEndGaps(column) : undefined
  if (days === undefined || days > 10) return []
  const check = {
    id: names.of('fresh'),
    kind: 'freshness',
    column: column.name,
    maxMinutes: (days + 1) * 1440,
    severity: 'warn'
  } as const
  return [{ check, reason: 'suggest.fresh', values: { column: column.name, days: String(days) } }]
}

/** The most days that were ever left of a month after its newest date, the newest month apart, which may be unfinished. */
function monthEndGaps({ profiles }: HistoryColumn): number | undefined {
  const months = profiles.slice(0, -1).filter(({ dt, max }) => dt.length === 7 && max !== null)
  if (months.length === 0) return undefined
  return Math.max(...months.map(({ max }) => daysLeft(max ?? '')))
}

function daysLeft(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).getUTCDate() - day
}
