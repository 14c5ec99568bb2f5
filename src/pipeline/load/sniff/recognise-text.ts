import type { Recognition, RecognisedColumn } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import { isOnlyLineEnds, onlyLineEnds } from '../decode/empty-file'
import type { RecogniseRequest } from '../worker-api'
import { nameColumns } from './column-names'
import { sniffColumns, type SniffedColumn } from './columns'
import { csvTable, firstRecords } from './csv-table'
import { findDialect, findNewline, type FoundDialect } from './dialect'
import { findEncoding, textOf, type FoundEncoding } from './encoding'
import { findHeader } from './header'
import { jsonTable } from './jsonl-table'
import { findPartition, type FoundPartition } from './partition'
import { findPathColumns, type PathColumns } from './path-columns'
import type { Sample } from './sample'
import type { SampledTable } from './table'

/** What was found in text files, before it becomes a Recognition. */
export interface TextFindings {
  encoding: FoundEncoding
  newline: Recognition['newline']
  dialect: FoundDialect
  header: { value: boolean; certainty: number }
  columns: RecognisedColumn[]
  nulls: Map<string, string[]>
  key: { value: string[]; certainty: number }
  partition: FoundPartition
  paths: PathColumns
  rows: { value: number; exact: boolean }
  preview: (string | null)[][]
  notes: Recognition['notes']
}

const MAX_COLUMNS = 2000
const PREVIEW_ROWS = 50

/** Everything about CSV or JSON lines that their bytes tell. */
export function recogniseText(
  samples: readonly Sample[],
  format: 'csv' | 'jsonl',
  request: RecogniseRequest,
  signal: AbortSignal
): TextFindings {
  const { overrides } = request
  const encoding = samples.map((sample) => findEncoding(sample, overrides.encoding)).sort((a, b) => rank(b) - rank(a))[0]
  if (encoding === undefined) throw new AppError('file.empty', 'There is nothing to look at.')
  const heads = samples.filter(({ head }) => head.length > 0).map(({ head, complete }) => textOf(head, encoding.value, complete))
  const blocks = samples.flatMap((sample) => sample.blocks.map((block) => textOf(block, encoding.value, false)))
  throwIfAborted(signal)
  const first = heads.find((head) => !isOnlyLineEnds(head))
  if (first === undefined) throw onlyLineEnds(samples[0]?.name ?? '')
  const dialect = format === 'csv' ? findDialect(first, overrides) : { delimiter: ',', quote: '"', certainty: 1 }
  const header = headerOf(first, dialect, format, overrides.header)
  const table = format === 'csv' ? csvTable(heads, blocks, dialect, header.value) : jsonTable([...heads, ...blocks])
  if (table.width > MAX_COLUMNS) throw tooWide(samples[0]?.name ?? '', table.width)
  const named = nameColumns(table.header, table.width)
  const whole = samples.every((sample) => sample.complete)
  const found = sniffColumns(table, named.columns, overrides, { whole, checkAborted: () => throwIfAborted(signal) })
  const rows = estimate(samples, found.rows)
  const divided = divide(samples, found.columns, rows, overrides.pathTemplate)
  return {
    encoding,
    newline: findNewline(first),
    dialect,
    header,
    columns: [...found.columns.map(({ column }) => column), ...divided.paths.columns],
    nulls: new Map(found.columns.map(({ column, nulls }) => [column.name, nulls])),
    key: found.key,
    ...divided,
    rows: { value: rows, exact: whole },
    preview: previewOf(table, divided.paths.columns),
    notes: [...named.notes, ...(format === 'csv' && header.value ? differing(heads, samples, dialect) : [])]
  }
}

/** The partition, and what the paths add to it: where rows carry no date of their own, or the user says so. */
function divide(
  samples: readonly Sample[],
  columns: readonly SniffedColumn[],
  rows: number,
  wanted: string | undefined
): Pick<TextFindings, 'partition' | 'paths'> {
  const paths = findPathColumns(samples, wanted, new Set(columns.map(({ column }) => column.name.toLowerCase())))
  const inRows = columns.map(({ column: { name, type }, tally }) => ({ name, type, tally, path: undefined }))
  const dated = inRows.some(({ type }) => type === 'date' || type === 'datetime' || type === 'timestamp')
  const used = wanted !== undefined || !dated ? paths : { ...paths, template: { value: null, certainty: 0.9 }, columns: [] }
  const monthly = !(used.template.value ?? '').includes('%d')
  const inPaths = used.columns
    .filter(({ type }) => type !== 'text')
    .map(({ name, type }) => ({ name, type, tally: undefined, path: { monthly } }))
  return { paths: used, partition: findPartition([...inRows, ...inPaths], rows, paths.dailyFiles) }
}

/** A foreign encoding anywhere decides for all files. */
const rank = ({ value, certainty }: FoundEncoding): number => (value === 'cp949' ? 2 : 0) + certainty

function headerOf(
  first: Buffer,
  dialect: FoundDialect,
  format: 'csv' | 'jsonl',
  wanted: boolean | undefined
): TextFindings['header'] {
  if (format === 'jsonl') return { value: true, certainty: 1 }
  return wanted === undefined ? findHeader(firstRecords(first, dialect, 200)) : { value: wanted, certainty: 1 }
}

/** Rows in all: counted, or by the share of the bytes that was seen. */
function estimate(samples: readonly Sample[], rows: number): number {
  const seen = samples.reduce(
    (sum, { head, blocks }) => sum + head.length + blocks.reduce((all, block) => all + block.length, 0),
    0
  )
  const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0)
  return samples.every(({ complete }) => complete) ? rows : Math.round((rows * bytes) / Math.max(1, seen))
}

function previewOf(table: SampledTable, paths: readonly RecognisedColumn[]): (string | null)[][] {
  const preview: (string | null)[][] = []
  const fromPaths = paths.map(({ samples }) => samples[0] ?? null)
  for (const row of table.rows()) {
    if (preview.length === PREVIEW_ROWS) break
    preview.push([...row.texts.map((text, index) => shown(text, row.quoted?.[index] === true)), ...fromPaths])
  }
  return preview
}

const shown = (text: string, quoted: boolean): string | null => (text === '' && !quoted ? null : text.slice(0, 4000))

/** Files whose header is another than that of the first. */
function differing(heads: readonly Buffer[], samples: readonly Sample[], dialect: FoundDialect): Recognition['notes'] {
  const headers = heads.map((head) => firstRecords(head, dialect, 1)[0]?.texts.join('\u0000') ?? '')
  const others = headers.flatMap((header, index) => (header === headers[0] ? [] : [samples[index]?.name ?? '']))
  return others.length === 0 ? [] : [{ code: 'columns.differ', values: { files: others.length, first: others[0] ?? '' } }]
}

const tooWide = (name: string, width: number): AppError =>
  new AppError('schema.too_wide', `"${name}" has ${width} columns; at most ${MAX_COLUMNS} are read.`, {
    hint: 'Check the delimiter; if there are really so many, keep the columns that are needed, or turn them into rows.',
    details: { file: name, columns: width }
  })
