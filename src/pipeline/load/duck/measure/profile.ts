import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ColumnProfile, ProfileRequest } from '../../measure-api'
import type { WorkContext } from '../../worker-api'
import { shapeOf } from '../column-types'
import { numberOf, textOf, type Row } from '../row'
import type { Session } from '../session'
import { ident } from '../sql'
import { withSession } from '../with-session'
import { GROUP, GROUP_NAME, ROWS, viewGroups } from './measured-rows'

/** Columns of which few values are told; above so many, none are. */
const FEW = 50
/** Groups that one query looks at. */
const TOGETHER = 20

/**
 * What each column holds in each group. `distinct` is exact where `values` are told, else an estimate; `min` and `max` are those of the
 * column's own order.
 */
export async function profile(request: ProfileRequest, context: WorkContext): Promise<ColumnProfile[]> {
  const { schema, groups } = request
  const scratch = await mkdtemp(join(tmpdir(), 'penstock-profile-'))
  try {
    return await withSession(
      scratch,
      context,
      async (session) => {
        const found: ColumnProfile[] = []
        for (let from = 0; from < groups.length; from += TOGETHER) {
          session.throwIfAborted()
          session.report.tell({ phase: 'measuring', from: 0, to: 1, subject: groups[from]?.dt ?? '' }, from / groups.length)
          found.push(...(await profileBatch(session, request, groups.slice(from, from + TOGETHER))))
        }
        return found
      },
      schema.columns.length
    )
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function profileBatch(
  session: Session,
  { schema: { columns, ...schema } }: ProfileRequest,
  groups: ProfileRequest['groups']
): Promise<ColumnProfile[]> {
  await viewGroups(session, { ...schema, columns }, groups)
  const cells = columns.flatMap(({ name }, at) => {
    const column = ident(name)
    return [
      `count(${column}) AS c${at}`,
      `approx_count_distinct(${column}) AS d${at}`,
      `CAST(min(${column}) AS VARCHAR) AS a${at}`,
      `CAST(max(${column}) AS VARCHAR) AS z${at}`
    ]
  })
  const rows = await session.rows(`SELECT ${[GROUP, 'count(*) AS rows', ...cells].join(', ')} FROM ${ROWS} GROUP BY ${GROUP}`)
  const byGroup = new Map(rows.map((row) => [numberOf(row, GROUP_NAME), row]))
  const few = columns.flatMap(({ type }, at) =>
    shapeOf(type).kind === 'text' && rows.every((row) => numberOf(row, `d${at}`) <= FEW + FEW / 5) ? [at] : []
  )
  const values = new Map<number, Map<number, string[]>>()
  for (const at of few) values.set(at, await valuesOf(session, columns[at]?.name ?? ''))
  return groups.flatMap(({ dt }, index) =>
    columns.map(({ name }, at): ColumnProfile => columnOf({ dt, name }, at, byGroup.get(index), values.get(at)?.get(index)))
  )
}

function columnOf(
  { dt, name }: { dt: string; name: string },
  at: number,
  row: Row | undefined,
  values: string[] | undefined
): ColumnProfile {
  const told = values === undefined || values.length > FEW ? null : values
  const text = (cell: string): string | null => (row === undefined || row[cell] === null ? null : textOf(row, cell))
  const [rows, there] = [numberOf(row, 'rows'), numberOf(row, `c${at}`)]
  const distinct = told?.length ?? Math.min(there, numberOf(row, `d${at}`))
  return { dt, column: name, rows, nulls: rows - there, distinct, min: text(`a${at}`), max: text(`z${at}`), values: told }
}

/** Of each group: its values, one more than are told where there are more. */
async function valuesOf(session: Session, name: string): Promise<Map<number, string[]>> {
  const rows = await session.rows(
    `SELECT ${GROUP}, v FROM (SELECT DISTINCT ${GROUP}, ${ident(name)} AS v FROM ${ROWS} WHERE ${ident(name)} IS NOT NULL) ` +
      `QUALIFY row_number() OVER (PARTITION BY ${GROUP} ORDER BY v) <= ${FEW + 1} ORDER BY ALL`
  )
  const found = new Map<number, string[]>()
  for (const row of rows) {
    const group = numberOf(row, GROUP_NAME)
    found.set(group, [...(found.get(group) ?? []), textOf(row, 'v')])
  }
  return found
}
