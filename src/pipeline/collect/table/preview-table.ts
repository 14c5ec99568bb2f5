import type { CollectPreview, TableCollect } from '../../contract'
import { mysqlTarget, openMysql, type MysqlSession } from '../../connect/mysql/open'
import type { WorkContext } from '../../load/worker-api'
import type { PreviewCollectRequest } from '../worker-api'
import { statement } from './read-window'
import { planTable, questionOf } from './plan-table'
import { isIndexed, type Reading } from './reading'
import { suggestColumn } from './suggest-columns'
import { describeTable, findColumn, type DatabaseTable } from './table-columns'

type PreviewRequest = PreviewCollectRequest & { collect: TableCollect }

const FIRST_ROWS = 50

/**
 * A table as it could be declared: its columns with exact types, its key, and the first rows of the window. `raw` says what the server's
 * planner thinks of the question. Errors: `mysql.*`, `tls.untrusted`, `dataset.invalid`.
 */
export async function previewTable(request: PreviewRequest, context: WorkContext): Promise<CollectPreview> {
  const { collect, connection, window } = request
  const session = await openMysql(connection, { access: 'read', signal: context.signal })
  try {
    const table = await describeTable(session, collect.table, mysqlTarget(connection).database)
    const asked = { ...request, ...UNUSED, fields: table.columns.map(({ name }) => name), windows: [window] }
    const plan = await planTable(session, asked)
    const sql = statement({ ...questionOf(plan, asked, window), chunkRows: FIRST_ROWS }, undefined)
    const first = /LIMIT \d+$/.test(sql) ? sql : `${sql} LIMIT ${FIRST_ROWS}`
    const { rows } = await session.rows(first)
    const estimate = await explained(session, sql.replace(/ LIMIT \d+$/, ''))
    return {
      ...{ asked: first, status: null, bytes: 0, paths: [] },
      raw: [...warnings(table, collect, plan.reading), ...estimate.lines].join('\n'),
      rows: rows.map((row) => Object.fromEntries(asked.fields.map((field, index) => [field, row[index] ?? null]))),
      total: collect.by === undefined ? table.rows : (estimate.rows ?? table.rows),
      columns: table.columns.map(suggestColumn),
      key: plan.reading.chunked ? (collect.key ?? primaryKey(table)) : []
    }
  } finally {
    await session.close()
  }
}

/** A preview keeps and writes nothing. */
const UNUSED = { dataset: '', raw: '', picked: '', id: '', mayAsk: null, fromRaw: false, now: 0 }

const primaryKey = (table: DatabaseTable): string[] =>
  (table.indexes.find(({ name }) => name === 'PRIMARY') ?? table.indexes.find(({ unique }) => unique))?.columns ?? []

/** What would make a busy database read more than it is asked for. */
function warnings(table: DatabaseTable, collect: TableCollect, { chunked }: Reading): string[] {
  const scanned = [collect.by, collect.watermark].flatMap((name) => {
    if (name === undefined || isIndexed(table, findColumn(table, name))) return []
    return [`No index begins with "${name}": each reading goes through the whole of ${table.title}.`]
  })
  const whole = `${table.title} has no key: its rows come by one statement, and a lost connection begins anew.`
  return chunked ? scanned : [...scanned, whole]
}

/** The planner's own words and its estimate of the rows that it would look at. */
async function explained(session: MysqlSession, sql: string): Promise<{ lines: string[]; rows: number | null }> {
  const { rows, fields } = await session.rows(`EXPLAIN ${sql}`)
  const names = fields.map(({ name }) => name)
  const looked = rows[0]?.[names.indexOf('rows')] ?? null
  const lines = rows.map((row) => names.map((name, index) => `${name}: ${row[index] ?? '–'}`).join(' · '))
  return { lines: ['EXPLAIN', ...lines], rows: looked === null ? null : Number(looked) }
}
