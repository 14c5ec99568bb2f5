import { offsetAt } from '../../calendar'
import { WHOLE } from '../../contract'
import { escapeText, quoteName } from '../../connect/mysql/names'
import { AppError } from '../../lib/errors'
import type { IntervalWindow } from '../../load/worker-api'
import type { DatabaseTable, TableColumn } from './table-columns'

export type Moment = 'date' | 'datetime' | 'timestamp'

export const momentOf = ({ type }: TableColumn): Moment | undefined =>
  type === 'date' || type === 'datetime' || type === 'timestamp' ? type : undefined

/** `[start, end)` of a window as a condition on the column, in the column's own terms: nothing of the server's zone comes in. */
export function windowCondition(table: DatabaseTable, by: TableColumn, window: IntervalWindow, zone: string): string {
  const moment = momentOf(by)
  if (moment === undefined) throw noMoment(table, by)
  if (moment === 'date' && window.id !== WHOLE) refuseHours(by, window, zone)
  const name = quoteName(by.name)
  const [from, to] = [window.start, window.end].map((at) => escapeText(momentText(moment, zone, at)))
  return `${name} >= ${from ?? ''} AND ${name} < ${to ?? ''}`
}

/** An instant (ms since the epoch) as the column writes it: date and wall clock of `zone`; of a TIMESTAMP in UTC, the session's zone. */
export function momentText(moment: Moment, zone: string, at: number): string {
  const shift = moment === 'timestamp' ? 0 : offsetAt(zone, at)
  const text = new Date(at + shift).toISOString()
  return moment === 'date' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 23)}`
}

function refuseHours(by: TableColumn, { id, start, end }: IntervalWindow, zone: string): void {
  if ([start, end].every((at) => momentText('datetime', zone, at).endsWith(' 00:00:00.000'))) return
  throw new AppError(
    'dataset.invalid',
    `"${by.name}" holds dates: it cannot be asked for ${id}, which is no whole days of ${zone}.`,
    {
      hint: 'Name a datetime column as `by`, or make the interval a day.',
      details: { column: by.name, interval: id }
    }
  )
}

const noMoment = (table: DatabaseTable, by: TableColumn): AppError =>
  new AppError('mysql.schema', `"${by.name}" of ${table.title} is ${by.declared}: no date, datetime or timestamp.`, {
    hint: 'Name a date, datetime or timestamp column as `by`.',
    details: { table: table.title, column: by.name }
  })
