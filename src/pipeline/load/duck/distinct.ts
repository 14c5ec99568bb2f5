import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../lib/errors'
import type { DistinctRequest, WorkContext } from '../worker-api'
import { textOf } from './row'
import { ident } from './sql'
import { storedRows } from './stored'
import { withSession } from './with-session'

/** Values of a column as text, each once, ascending. Errors: `usage` where there is no such column. */
export async function distinct({ schema, files, column: name, limit }: DistinctRequest, context: WorkContext): Promise<string[]> {
  const column = schema.columns.find((one) => one.name === name)
  if (column === undefined) {
    throw new AppError('usage', `The table has no column "${name}".`, {
      hint: 'Name one that it has.',
      details: { column: name }
    })
  }
  const scratch = await mkdtemp(join(tmpdir(), 'penstock-values-'))
  try {
    return await withSession(scratch, context, async (session) => {
      const value = `CAST(${ident(column.physical)} AS VARCHAR)`
      const rows = await session.rows(
        `SELECT DISTINCT ${value} AS value FROM ${storedRows(files, [column])} WHERE ${ident(column.physical)} IS NOT NULL ORDER BY value LIMIT ${limit}`
      )
      return rows.map((row) => textOf(row, 'value'))
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
