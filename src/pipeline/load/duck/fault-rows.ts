import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { RecordWriter } from './copy-records'
import { jsonPart } from './json-parts'
import { locateRows } from './locate'
import type { SourcePart } from './parts'
import { scanOf, type RawScan } from './read-parts'
import type { Session } from './session'
import type { FileSpan } from './source-table'
import { FLAG, typedSelect } from './typed-select'
import { textOf } from './row'

const faults = z.array(z.object({ c: z.number(), v: z.string().nullable(), f: z.string() }))
export type CellFault = z.infer<typeof faults>[number]

/** A row that was flagged, with all that is wrong or worth saying about its cells, and where it stood. */
export interface FaultRow {
  file: string
  line: number | null
  byte: number | null
  raw: string
  /** First day of its partition, ISO 8601; null where unknown. */
  day: string | null
  refused: boolean
  faults: CellFault[]
}

const RAW_LIMIT = 4000
const AT_ONCE = 50_000

/** All flagged rows, in the order of the input, `limit` at most; each batch is read again, now with its text and place. */
export async function* faultRows(
  session: Session,
  spec: SourcedSpec,
  spans: readonly FileSpan[],
  limit = Infinity
): AsyncGenerator<FaultRow> {
  let left = limit
  for (const span of spans) {
    for (let from = span.from; from < span.to && left > 0;) {
      const flagged = await session.rows(
        `SELECT rowid AS id, flag FROM source WHERE rowid >= ${from} AND rowid < ${span.to} ` +
          `AND flag IN (${FLAG.refused}, ${FLAG.look}) ORDER BY rowid LIMIT ${Math.min(left, AT_ONCE)}`
      )
      if (flagged.length === 0) break
      const ids = flagged.map(({ id }) => Number(id) - span.from)
      const refused = flagged.map(({ flag }) => Number(flag) === FLAG.refused)
      yield* await rowsAgain(session, spec, span, ids, refused)
      left -= ids.length
      from = span.from + (ids.at(-1) ?? 0) + 1
    }
  }
}

async function rowsAgain(
  session: Session,
  spec: SourcedSpec,
  span: FileSpan,
  ids: number[],
  refused: boolean[]
): Promise<FaultRow[]> {
  const { part, file } = span.input
  const places: Pick<FaultRow, 'line' | 'byte' | 'raw'>[] = []
  const copy = join(session.scratch, 'faults.csv')
  const raw = part === undefined ? parquetRows(span, ids) : await textRows(part, spec, ids, copy, session, places)
  if (part === undefined) places.push(...(await parquetTexts(session, raw)))
  const rows = await session.rows(typedSelect(spec, raw).faultsSql.replace('SELECT dt,', 'SELECT CAST(dt AS VARCHAR) AS day,'))
  await rm(copy, { force: true })
  return rows.map((row, index) => {
    const found = faults.parse(JSON.parse(textOf(row, 'faults')))
    if (found.length === 0) throw misplaced(file.name, ids[index])
    return {
      file: file.name,
      ...(places[index] ?? { line: null, byte: null, raw: '' }),
      day: typeof row['day'] === 'string' ? row['day'] : null,
      refused: refused[index] ?? false,
      faults: found
    }
  })
}

/** A row that was flagged must be faulty when it is read again; otherwise places cannot be trusted. */
const misplaced = (file: string, row: number | undefined): AppError =>
  new AppError('internal', `${file}: row ${row ?? '?'} was flagged, but reads well when looked at again. Nothing was changed.`)

function parquetRows(span: FileSpan, ids: readonly number[]): RawScan {
  const { from, file, cells, days } = span.run.raw
  const numbered = `SELECT *, row_number() OVER () - 1 AS "penstock row" FROM ${from}`
  const wanted = `SELECT * FROM (${numbered}) WHERE list_contains([${ids.join(', ')}], "penstock row")`
  return { from: `(SELECT * EXCLUDE ("penstock row") FROM (${wanted}) ORDER BY "penstock row")`, file, cells, days }
}

/** Rows of Parquet files have no line: their text is the row as JSON. */
async function parquetTexts(session: Session, raw: RawScan): Promise<Pick<FaultRow, 'line' | 'byte' | 'raw'>[]> {
  const rows = await session.rows(`SELECT CAST(to_json(record) AS VARCHAR) AS text FROM ${raw.from} AS record`)
  return rows.map((row) => ({ line: null, byte: null, raw: textOf(row, 'text').slice(0, RAW_LIMIT) }))
}

/** Copies the records into a file of their own, which is then read just as the whole was. */
async function textRows(
  part: SourcePart,
  spec: SourcedSpec,
  ids: readonly number[],
  copy: string,
  session: Session,
  places: Pick<FaultRow, 'line' | 'byte' | 'raw'>[]
): Promise<RawScan> {
  const writer = await RecordWriter.create(copy)
  await locateRows(part, spec, ids, (_row, { line, start }, text) => {
    places.push({ line, byte: start, raw: text.toString('utf8').slice(0, RAW_LIMIT) })
    writer.add(text)
  })
  await writer.close()
  const alone = { ...part, path: copy, skip: 0, newline: '\\n' as const, parallel: false }
  if (spec.source.format === 'csv') return scanOf([alone], spec, session.scratch)
  const context = { scratch: session.scratch, signal: new AbortController().signal, progress: () => undefined }
  const json = await jsonPart({ ...part.file, path: copy }, FAULTS, spec, context)
  return scanOf([{ ...json, parallel: false }], spec, session.scratch)
}

/** Number of the JSON copy of flagged rows; files of the source are numbered from 0. */
const FAULTS = 99_999_999
