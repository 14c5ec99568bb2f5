import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { WHOLE } from '../../contract'
import type { FileStats, TableColumn } from '../../lake/types'
import { fileStats } from './file-stats'
import type { Stretch } from './progress'
import type { Session } from './session'
import { literal } from './sql'

const ROW_GROUP = 122_880

export interface WrittenFile {
  path: string
  rows: number
  bytes: number
  stats: FileStats
}

const entries = z.array(z.object({ key: z.string(), value: z.string() }))
const columnStatistics = z.array(z.object({ key: z.string(), value: entries }))

/**
 * Writes the rows of a query (columns by physical name) as one Parquet file below the staging folder; 0 rows make a file too.
 * It is not synced: whoever adopts it does that, once.
 */
export async function writeFile(
  session: Session,
  staging: string,
  dt: string,
  query: string,
  columns: readonly TableColumn[],
  stretch?: Stretch
): Promise<WrittenFile> {
  const name = `part-00000-${randomUUID()}.parquet`
  const path = dt === WHOLE ? name : `dt=${dt}/${name}`
  const target = join(staging, path)
  await mkdir(dirname(target), { recursive: true })
  const options = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}, RETURN_STATS true`
  const [row] = await session.rows(`COPY (${query}) TO ${literal(target)} (${options})`, stretch)
  const rows = Number(row?.['count'] ?? 0)
  return {
    path,
    rows,
    bytes: Number(row?.['file_size_bytes'] ?? 0),
    stats: fileStats(rows, columns, statsOf(row?.['column_statistics']))
  }
}

/** Columns are named as SQL identifiers in quotes. */
function statsOf(value: unknown): Map<string, Map<string, string>> {
  const columns = columnStatistics.parse(value)
  return new Map(
    columns.map((column) => [
      column.key.replace(/^"|"$/g, '').replaceAll('""', '"'),
      new Map(column.value.map(({ key, value: text }) => [key, text]))
    ])
  )
}
