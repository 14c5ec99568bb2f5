import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WHOLE } from '../../../contract'
import { AppError } from '../../../lib/errors'
import type { LargeReturn, ReturnsRequest } from '../../measure-api'
import type { WorkContext } from '../../worker-api'
import { numberOf, textOf, type Row } from '../row'
import type { Session } from '../session'
import { ident, literals } from '../sql'
import { storedRows } from '../stored'
import { withSession } from '../with-session'

/** Earlier returns of an entity by which one is judged. */
const BEFORE = 60
/** The largest are told; more than a year of all shares of an exchange has. */
const MOST = 50_000

/**
 * Returns of each entity from one of its dates to the next, of at least `minReturn`, with the median and deviations of the returns before it. Of
 * several rows of an entity on a date the greatest value counts. Tables that exceed the memory are spilled. `schema.breaking`: no such column.
 */
export async function returns(request: ReturnsRequest, context: WorkContext): Promise<LargeReturn[]> {
  if (request.files.length === 0 || request.dts.length === 0) return []
  const scratch = await mkdtemp(join(tmpdir(), 'penstock-returns-'))
  try {
    return await withSession(scratch, context, (session) => largeReturns(session, request))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function largeReturns(session: Session, request: ReturnsRequest): Promise<LargeReturn[]> {
  session.report.tell({ phase: 'measuring', from: 0, to: 1 }, 0)
  await session.run(`SET TimeZone = '${request.zone.replaceAll("'", "''")}'`)
  await session.run(`CREATE OR REPLACE TEMP TABLE returned AS ${returnedSql(request)}`)
  await session.run(`CREATE OR REPLACE TEMP TABLE large AS ${largeSql(request)}`)
  const rows = await session.rows(resultSql)
  await session.run('DROP TABLE large; DROP TABLE returned')
  return rows.map(returnOf)
}

/** Every return: entity e, date d, value v, its place n among the entity's dates, what was before, and the change c. */
function returnedSql({ schema, files, returns: { entity, value, date } }: ReturnsRequest): string {
  const column = (name: string): string => {
    const found = schema.columns.find((one) => one.name === name)
    if (found === undefined) throw missing(name)
    return ident(found.physical)
  }
  const used = schema.columns.filter(({ name }) => name === entity || name === value || name === date)
  const values =
    `SELECT CAST(${column(entity)} AS VARCHAR) AS e, ${column(date)} AS d, CAST(max(${column(value)}) AS DOUBLE) AS v ` +
    `FROM ${storedRows(files, used)} WHERE ${column(entity)} IS NOT NULL AND ${column(date)} IS NOT NULL GROUP BY 1, 2`
  const before =
    'SELECT e, d, v, row_number() OVER own AS n, lag(d) OVER own AS pd, lag(v) OVER own AS pv, min(d) OVER (PARTITION BY e) AS first ' +
    `FROM (${values}) WHERE isfinite(v) WINDOW own AS (PARTITION BY e ORDER BY d)`
  return `SELECT *, CASE WHEN pv <> 0 THEN v / pv - 1 END AS c FROM (${before})`
}

const largeSql = ({ dts, minReturn }: ReturnsRequest): string => {
  const labels = [...new Set(dts.map((dt) => dt.length))].map(
    (length) => `CAST(d AS VARCHAR)[1:${length}] IN (SELECT unnest(${literals(dts.filter((dt) => dt.length === length))}))`
  )
  const wanted = dts.includes(WHOLE) ? 'true' : labels.join(' OR ')
  return `SELECT * FROM returned WHERE abs(c) >= ${minReturn} AND (${wanted}) ORDER BY abs(c) DESC, e, d LIMIT ${MOST}`
}

const before = `h.e = l.e AND h.n < l.n AND h.n >= l.n - ${BEFORE} AND h.c IS NOT NULL`
const resultSql = `
  WITH middle AS (SELECT l.e, l.d, median(h.c) AS med, count(*) AS history FROM large l JOIN returned h ON ${before} GROUP BY 1, 2),
  spread AS (
    SELECT l.e, l.d, median(abs(h.c - m.med)) AS mad, avg(abs(h.c - m.med)) AS mean
    FROM large l JOIN middle m USING (e, d) JOIN returned h ON ${before} GROUP BY 1, 2
  ),
  market AS (SELECT d, median(c) AS market FROM returned WHERE c IS NOT NULL AND d IN (SELECT d FROM large) GROUP BY d),
  dates AS (SELECT d, lag(d) OVER (ORDER BY d) AS earlier FROM (SELECT DISTINCT d FROM returned))
  SELECT l.e AS entity, CAST(l.d AS VARCHAR) AS date, CAST(l.pd AS VARCHAR) AS before, l.v AS value, l.pv AS previous, l.c AS change,
    med, mad, mean, coalesce(history, 0) AS history, market, CAST(dates.earlier AS VARCHAR) AS market_before, CAST(l.first AS VARCHAR) AS first,
    (SELECT CAST(min(d) AS VARCHAR) FROM returned) AS since
  FROM large l LEFT JOIN middle USING (e, d) LEFT JOIN spread USING (e, d) JOIN market USING (d) JOIN dates USING (d) ORDER BY l.d, l.e`

const returnOf = (row: Row): LargeReturn => ({
  entity: textOf(row, 'entity'),
  date: textOf(row, 'date'),
  before: textOf(row, 'before'),
  marketBefore: textOf(row, 'market_before'),
  value: numberOf(row, 'value'),
  previous: numberOf(row, 'previous'),
  change: numberOf(row, 'change'),
  median: numberOf(row, 'med'),
  mad: numberOf(row, 'mad'),
  meanDeviation: numberOf(row, 'mean'),
  history: numberOf(row, 'history'),
  market: numberOf(row, 'market'),
  first: textOf(row, 'first'),
  since: textOf(row, 'since')
})

const missing = (column: string): AppError =>
  new AppError('schema.breaking', `Returns are to be told from "${column}", and there is no such column.`, {
    hint: 'Name columns of the dataset under anomalies.returns.',
    details: { column }
  })
