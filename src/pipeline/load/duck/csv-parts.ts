import { join } from 'node:path'
import type { SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { RecordWriter } from './copy-records'
import { dialectOf } from './csv-grammar'
import { scanCsv, type CsvScan } from './csv-scan'
import type { SourcePart, SpoolFile } from './parts'
import { walkRecords } from './records'

const MAX_COLUMNS = 2000

export interface PartContext {
  scratch: string
  signal: AbortSignal
  progress(bytes: number): void
}

/** Looks through a CSV file and makes it readable without surprises: bad records are taken out beforehand, with their places. */
export async function csvPart(file: SpoolFile, index: number, spec: SourcedSpec, context: PartContext): Promise<SourcePart> {
  const { source } = spec
  const dialect = dialectOf(source.delimiter, source.quote)
  const minimumWidth = 1 + Math.max(-1, ...spec.columns.map(({ source: from }) => ('position' in from ? from.position : -1)))
  const scan = await scanCsv(file.path, { dialect, header: source.header ? source : undefined, minimumWidth, ...context })
  if (scan.width > MAX_COLUMNS) throw tooWide(file, scan.width)
  const path = scan.direct ? file.path : join(context.scratch, `records-${index}.csv`)
  if (!scan.direct) await copyGood(file.path, path, scan, dialect)
  const { width, header, rows, bad, multiLine } = scan
  const skip = scan.direct && source.header ? 1 : 0
  const newline = scan.direct ? scan.newline : '\\n'
  return { file, path, skip, width, header, rows, bad, newline, parallel: !multiLine, dialect }
}

async function copyGood(from: string, to: string, scan: CsvScan, dialect: SourcePart['dialect']): Promise<void> {
  const writer = await RecordWriter.create(to)
  const bad = new Set(scan.bad.map(({ start }) => start))
  let headerLeft = scan.header !== undefined
  await walkRecords(from, dialect, {
    record: ({ start }, bytes, begin, end) => {
      if (headerLeft) headerLeft = false
      else if (!bad.has(start)) writer.add(bytes.subarray(begin, end))
    },
    pause: () => writer.flush()
  })
  await writer.close()
}

function tooWide({ name }: SpoolFile, columns: number): AppError {
  return new AppError('schema.too_wide', `${name} has ${columns} columns; ${MAX_COLUMNS} are the most that can be loaded.`, {
    hint: 'Check the delimiter, or split the file by columns.',
    details: { file: name, columns, limit: MAX_COLUMNS }
  })
}
