import { AppError } from '../../../lib/errors'
import type { SeriesRequest } from '../../measure-api'
import type { WorkContext } from '../../worker-api'
import { deriveLimits } from '../derive/derive'
import { TimeLimit } from '../derive/time-limit'
import { numberOf, type Row } from '../row'
import type { Session } from '../session'
import { checkError, sqlOfCheck } from './check-error'
import { requireExpression } from './expression'
import { inConfinement } from './measure'
import { GROUP, ROWS, viewGroups } from './measured-rows'

/** Groups that one query looks at. */
const TOGETHER = 40

interface Measured {
  dt: string
  measure: string
  value: number | null
}

/** Aggregates of each group as doubles, by one scan for all of them; null where it has no value. Errors: `sql.*` with the measure's name. */
export async function series(request: SeriesRequest, context: WorkContext): Promise<Measured[]> {
  const { schema, groups, measures, zone } = request
  const names = Object.keys(measures)
  if (names.length === 0 || groups.length === 0) return []
  const limit = new TimeLimit(context.signal, deriveLimits.time)
  return inConfinement({ groups, others: {}, zone }, { ...context, signal: limit.signal }, deriveLimits, async ([lane]) => {
    await bindMeasures(lane, request)
    const found: Measured[] = []
    for (let from = 0; from < groups.length; from += TOGETHER) {
      const batch = groups.slice(from, from + TOGETHER)
      const dt = batch[0]?.dt ?? ''
      lane.report.tell({ phase: 'measuring', from: 0, to: 1, subject: dt }, from / groups.length)
      await viewGroups(lane, schema, batch)
      const rows = await limit.within('measures', dt, () => lane.rows(queryOf(measures)))
      const byGroup = new Map(rows.map((row) => [numberOf(row, 'place'), row]))
      found.push(...batch.flatMap((group, place) => valuesOf(group.dt, names, byGroup.get(place))))
    }
    return found
  }).catch((error: unknown) => {
    throw checkError(error)
  })
}

const queryOf = (measures: SeriesRequest['measures'], from = ROWS): string =>
  `SELECT ${[`${GROUP} AS place`, ...Object.values(measures).map((sql, index) => `${asDouble(sql)} AS m${index}`)].join(', ')} ` +
  `FROM ${from} GROUP BY ${GROUP}`

/** The text stands on lines of its own, so that a comment at its end ends there. */
const asDouble = (sql: string): string => `CAST((\n${sql}\n) AS DOUBLE)`

const valuesOf = (dt: string, names: readonly string[], row: Row | undefined): Measured[] =>
  names.map((measure, index) => {
    const value = row?.[`m${index}`]
    return { dt, measure, value: typeof value === 'number' && Number.isFinite(value) ? value : null }
  })

/** Each measure by itself over no rows, so that what cannot be used is refused by its name. */
async function bindMeasures(lane: Session, { schema, measures }: SeriesRequest): Promise<void> {
  await viewGroups(lane, schema, [{ files: [] }])
  for (const [name, sql] of Object.entries(measures)) {
    try {
      await requireExpression(sql, (query) => lane.rows(query))
      await lane.rows(queryOf({ [name]: sql }))
    } catch (error) {
      throw error instanceof AppError ? sqlOfCheck(error, name, sql) : error
    }
  }
}
