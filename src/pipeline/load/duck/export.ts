import { open, stat } from 'node:fs/promises'
import type { TableColumn } from '../../lake/types'
import type { ExportRequest, WorkContext } from '../worker-api'
import { shapeOf } from './column-types'
import { csvHeader, csvLine } from './csv-rows'
import type { Session } from './session'
import { ident, literal } from './sql'
import { storedRows } from './stored'
import { withSession } from './with-session'

const CRLF = '\r\n'
const BOM = '\uFEFF'

/** Writes the rows of Parquet files, columns by their shown names, as one file for people and other tools. */
export function exportFile(request: ExportRequest, context: WorkContext): Promise<{ rows: number; bytes: number }> {
  const { scratch, schema } = request
  const write = request.format === 'csv' ? writeCsv : writeParquet
  return withSession(
    scratch,
    context,
    async (session) => {
      const rows = await write(session, request)
      return { rows, bytes: (await stat(request.path)).size }
    },
    schema.columns.length
  )
}

async function writeCsv(session: Session, { files, schema, path, bom, formulas }: ExportRequest): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let rows = 0
  try {
    await file.write(`${bom ? BOM : ''}${csvHeader(schema.columns)}${CRLF}`)
    const line = csvLine(schema.columns, new Set(formulas))
    for await (const lines of session.texts(`SELECT ${line} FROM ${storedRows(files, schema.columns)}`)) {
      rows += lines.length
      await file.write(`${lines.join(CRLF)}${CRLF}`)
    }
  } finally {
    await file.close()
  }
  return rows
}

async function writeParquet(session: Session, { files, schema, path }: ExportRequest): Promise<number> {
  const cells = schema.columns.map((column) => `${valueSql(column)} AS ${ident(column.name)}`)
  const rows = `SELECT ${cells.join(', ')} FROM ${storedRows(files, schema.columns)}`
  const [made] = await session.rows(`COPY (${rows}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`)
  return Number(made?.['Count'] ?? 0)
}

/** A time of day is stored as µs since midnight, which no reader would take for one. */
function valueSql({ physical, type }: TableColumn): string {
  const name = ident(physical)
  return shapeOf(type).kind === 'time' ? `CAST(make_timestamp(${name}) AS TIME)` : name
}
