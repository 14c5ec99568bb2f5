import type { Recognition, RecognisedColumn } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import type { RecogniseRequest } from '../worker-api'
import { nameColumns } from './column-names'
import { sniffColumns } from './columns'
import { csvTable, firstRecords } from './csv-table'
import { findDialect, findNewline, type FoundDialect } from './dialect'
import { findEncoding, textOf, type FoundEncoding } from './encoding'
import { findHeader } from './header'
import { jsonTable } from './jsonl-table'
import { findKey } from './keys'
import { findPartition, type FoundPartition } from './partition'
import { findPathColumns, type PathColumns } from './path-columns'
import type { Sample } from './sample'
import type { Cell, SampledTable } from './table'

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
  const first = heads[0] ?? Buffer.alloc(0)
  const dialect = format === 'csv' ? findDialect(first, overrides) : { delimiter: ',', quote: '"', certainty: 1 }
  const header = headerOf(first, dialect, format, overrides.header)
  const table: SampledTable & { nested?: ReadonlySet<string> } =
    format === 'csv' ? csvTable(heads, blocks, dialect, header.value) : jsonTable([...heads, ...blocks])
  if (table.width > MAX_COLUMNS) throw tooWide(samples[0]?.name ?? '', table.width)
  const named = nameColumns(table.header, table.width)
  const found = sniffColumns(table, named.columns, overrides, () => throwIfAborted(signal))
  const inFile = found.columns.map(({ column }) =>
    table.nested?.has(column.name) === true ? { ...column, notes: [...column.notes, 'nested'] } : column
  )
  const paths = findPathColumns(samples, overrides.pathTemplate, new Set(inFile.map(({ name }) => name.toLowerCase())))
  const hasTime = inFile.some(({ type }) => type === 'date' || type === 'datetime' || type === 'timestamp')
  const usePaths = overrides.pathTemplate !== undefined || (!hasTime && paths.columns.length > 0)
  const complete = samples.every((sample) => sample.complete)
  const partition = findPartition(
    [
      ...found.columns.map(({ column, tally }) => ({ name: column.name, type: column.type, tally, path: undefined })),
      ...(usePaths ? paths.columns : [])
        .filter(({ type }) => type !== 'text')
        .map(({ name, type }) => ({
          name,
          type,
          tally: undefined,
          path: { monthly: !paths.dailyFiles && !/%d/.test(paths.template.value ?? '') }
        }))
    ],
    estimate(samples, found.rows).value,
    paths.dailyFiles
  )
  const keyColumns = found.columns.map(({ column }) => ({
    name: column.name,
    type: column.type,
    unnamed: /^column_\d+$/.test(column.name)
  }))
  return {
    encoding,
    newline: findNewline(first),
    dialect,
    header,
    columns: [...inFile, ...(usePaths ? paths.columns : [])],
    nulls: new Map(found.columns.map(({ column, nulls }) => [column.name, nulls])),
    key: findKey(keyColumns, table.rows(), complete),
    partition,
    paths: usePaths ? paths : { ...paths, template: { value: null, certainty: paths.template.certainty }, columns: [] },
    rows: { value: estimate(samples, found.rows).value, exact: complete },
    preview: previewOf(table, usePaths ? paths.columns : []),
    notes: [...named.notes, ...(format === 'csv' && header.value ? differing(heads, samples, dialect) : [])]
  }
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

function estimate(samples: readonly Sample[], rows: number): { value: number } {
  const seen = samples.reduce(
    (sum, { head, blocks }) => sum + head.length + blocks.reduce((all, block) => all + block.length, 0),
    0
  )
  const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0)
  return { value: samples.every(({ complete }) => complete) ? rows : Math.round((rows * bytes) / Math.max(1, seen)) }
}

function previewOf(table: SampledTable, paths: readonly RecognisedColumn[]): (string | null)[][] {
  const preview: (string | null)[][] = []
  for (const row of table.rows()) {
    if (preview.length === PREVIEW_ROWS) break
    preview.push([
      ...Array.from({ length: table.width }, (_, index) => shown(row[index])),
      ...paths.map(({ samples }) => samples[0] ?? null)
    ])
  }
  return preview
}

const shown = (cell: Cell | undefined): string | null =>
  cell === undefined || (cell.text === '' && !cell.quoted) ? null : cell.text.slice(0, 4000)

/** Files whose header is another than that of the first. */
function differing(heads: readonly Buffer[], samples: readonly Sample[], dialect: FoundDialect): Recognition['notes'] {
  const headers = heads.map((head) => (firstRecords(head, dialect, 1)[0] ?? []).map(({ text }) => text).join('\u0000'))
  const others = headers.flatMap((header, index) => (header === headers[0] ? [] : [samples[index]?.name ?? '']))
  return others.length === 0 ? [] : [{ code: 'columns.differ', values: { files: others.length, first: others[0] ?? '' } }]
}

const tooWide = (name: string, width: number): AppError =>
  new AppError('schema.too_wide', `"${name}" has ${width} columns; at most ${MAX_COLUMNS} are read.`, {
    hint: 'Check the delimiter; if there are really so many, keep the columns that are needed, or turn them into rows.',
    details: { file: name, columns: width }
  })
