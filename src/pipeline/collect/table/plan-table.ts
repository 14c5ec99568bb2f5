import { WHOLE, type TableCollect } from '../../contract'
import { quoteName } from '../../connect/mysql/names'
import { mysqlTarget, type MysqlSession } from '../../connect/mysql/open'
import { AppError } from '../../lib/errors'
import type { IntervalWindow } from '../../load/worker-api'
import type { CollectRequest } from '../worker-api'
import { isInteger, keyPart } from './column-reading'
import type { WindowQuestion } from './read-window'
import { isIndexed, readingOf, type Reading } from './reading'
import { describeTable, findColumn, mayRead, type DatabaseTable, type TableColumn } from './table-columns'
import { momentOf, momentText, windowCondition } from './window-range'

type TableRequest = CollectRequest & { collect: TableCollect }

export interface TablePlan {
  reading: Reading
  signature: string
  by: TableColumn | undefined
  /** The column beyond whose last value rows are asked for; undefined where they are asked for by window. */
  watermark: TableColumn | undefined
  /** Text of a value of the watermark as it is told. */
  told: (value: string) => string
  /** The server's clock, ms since the epoch. */
  serverNow: number
}

export async function planTable(session: MysqlSession, request: TableRequest): Promise<TablePlan> {
  const { collect, connection, fields } = request
  const table = await describeTable(session, collect.table, mysqlTarget(connection).database)
  await mayRead(session, table, fields)
  const byWatermark =
    collect.watermark !== undefined && (collect.by === undefined || request.windows.length === 0 || request.after !== undefined)
  const watermark = byWatermark ? growing(table, findColumn(table, collect.watermark ?? '')) : undefined
  const by = collect.by === undefined || byWatermark ? undefined : findColumn(table, collect.by)
  const lead = watermark ?? (by !== undefined && isIndexed(table, by) ? by : undefined)
  const { rows } = await session.rows("SELECT TIMESTAMPDIFF(SECOND, '1970-01-01', UTC_TIMESTAMP())")
  return {
    reading: readingOf(table, collect, fields, lead),
    told: (value) => (watermark?.type === 'timestamp' ? `${value}Z` : value),
    ...{ signature: table.signature, by, watermark, serverNow: Number(rows[0]?.[0] ?? 0) * 1000 }
  }
}

export function questionOf(plan: TablePlan, request: TableRequest, window: IntervalWindow): WindowQuestion {
  const { collect } = request
  const chunkRows = Math.min(collect.chunkRows, Math.max(100, collect.rowsPerSecond ?? collect.chunkRows))
  return { window, reading: plan.reading, where: conditionsOf(plan, request, window), chunkRows }
}

function conditionsOf({ reading, by, watermark, serverNow }: TablePlan, request: TableRequest, window: IntervalWindow): string[] {
  const zone = request.collect.zone ?? request.zone
  if (watermark !== undefined) return beyond(watermark, request.after, zone, serverNow)
  if (by !== undefined) return [windowCondition(reading.table, by, window, zone)]
  if (window.id === WHOLE) return []
  throw new AppError('dataset.invalid', `It is not said by which column ${reading.table.title} is asked for ${window.id}.`, {
    hint: 'Name its date, datetime or timestamp column as `by`.',
    details: { table: reading.table.title }
  })
}

/** A moment that is not over yet may get more rows, which nobody would ask for again: it is left for the next time. */
function beyond(column: TableColumn, after: string | undefined, zone: string, serverNow: number): string[] {
  const { order, literal } = keyPart(column)
  const moment = momentOf(column)
  const lower = after === undefined ? `${order} IS NOT NULL` : `${order} > ${literal(after.replace(/Z$/, ''))}`
  return moment === undefined ? [lower] : [lower, `${quoteName(column.name)} < ${literal(momentText(moment, zone, serverNow))}`]
}

function growing(table: DatabaseTable, column: TableColumn): TableColumn {
  if (isInteger(column) || momentOf(column) !== undefined) return column
  throw new AppError('mysql.schema', `"${column.name}" of ${table.title} is ${column.declared}: it cannot tell what is new.`, {
    hint: 'Name a growing integer, or a date, datetime or timestamp of the last change as `watermark`.',
    details: { table: table.title, column: column.name }
  })
}
