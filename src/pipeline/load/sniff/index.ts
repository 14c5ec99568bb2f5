import { recognition, type Recognition } from '../../contract'
import { AppError } from '../../lib/errors'
import { redactText } from '../../lib/redact'
import { resolveSource } from '../source/resolve-source'
import type { RecogniseRequest, WorkContext } from '../worker-api'
import { draftOf, type DraftParts } from './draft'
import { findFormat } from './format'
import { readParquet } from './parquet'
import { recogniseText } from './recognise-text'
import { takeSamples, type Sample } from './sample'

const MAX_NAMED_FILES = 1000

/** Looks at a source and says what it is, how sure that is, and which dataset file would load it. */
export async function recognise(request: RecogniseRequest, context: WorkContext): Promise<Recognition> {
  const { location, overrides, workspaceRoot, scratch, s3 } = request
  const { signal } = context
  const subject = redactText(location)
  const fetched = (bytes: number, bytesTotal?: number): void =>
    context.progress({ phase: 'fetching', subject, bytes, ...(bytesTotal === undefined ? {} : { bytesTotal }) })
  const source = await resolveSource(location, overrides.pattern, { workspaceRoot, scratch, signal, fetched, s3 })
  const bytesTotal = source.files.reduce((sum, file) => sum + file.bytes, 0)
  let bytes = 0
  const read = (count: number): void => {
    bytes += count
    context.progress({
      phase: 'reading',
      subject,
      bytes,
      bytesTotal,
      fraction: Math.min(0.5, (0.5 * bytes) / Math.max(1, bytesTotal))
    })
  }
  const pattern = source.kind === 'folder' ? undefined : overrides.pattern
  const samples = await takeSamples(source.files, { scratch, signal, pattern, read })
  const [first] = samples.filter(({ head }) => head.length > 0)
  if (first === undefined) throw empty(location)
  const format = overrides.format === undefined ? findFormat(first.name, first.head) : { value: overrides.format, certainty: 1 }
  const found =
    format.value === 'parquet'
      ? await parquetParts(first, samples)
      : textParts(recogniseText(samples, format.value, request, signal))
  const { parts, ...described } = found
  return recognition.parse({
    location,
    kind: source.kind,
    container: first.container,
    files: samples.slice(0, MAX_NAMED_FILES).map((sample) => ({ name: sample.name, bytes: sample.bytes })),
    fileCount: samples.length,
    bytes: samples.reduce((sum, sample) => sum + sample.bytes, 0),
    format,
    encoding: { value: parts.encoding.value, certainty: parts.encoding.certainty },
    bom: parts.encoding.bom,
    delimiter: { value: parts.dialect.delimiter, certainty: parts.dialect.certainty },
    quote: parts.dialect.quote,
    columns: parts.columns,
    partition: parts.partition,
    ...described,
    draft: draftOf(request, { ...parts, format: format.value })
  })
}

type Described = Pick<Recognition, 'newline' | 'header' | 'key' | 'pathTemplate' | 'rows' | 'preview' | 'notes'>
type Found = Described & { parts: Omit<DraftParts, 'format'> }

function textParts(found: ReturnType<typeof recogniseText>): Found {
  const { encoding, dialect, header, columns, nulls, key, partition, paths, newline, rows, preview, notes } = found
  const parts = {
    encoding,
    dialect,
    header: header.value,
    columns,
    nulls,
    partition,
    pathTemplate: paths.template.value,
    key: key.value
  }
  return { newline, header, key, pathTemplate: paths.template, rows, preview, notes, parts }
}

async function parquetParts(first: Sample, samples: readonly Sample[]): Promise<Found> {
  const table = await readParquet(first)
  const certain = { value: null, certainty: 0.5 }
  return {
    newline: 'none',
    header: { value: true, certainty: 1 },
    key: { value: [], certainty: 0.3 },
    pathTemplate: certain,
    rows: { value: table.rows, exact: samples.length === 1 },
    preview: table.preview,
    notes: [],
    parts: {
      encoding: { value: 'utf-8', certainty: 1, bom: false },
      dialect: { delimiter: ',', quote: '"', certainty: 1 },
      header: true,
      columns: table.columns,
      nulls: new Map(),
      key: [],
      partition: certain,
      pathTemplate: null
    }
  }
}

const empty = (location: string): AppError =>
  new AppError('file.empty', `${location} is empty (0 bytes).`, {
    hint: 'Fetch it again, or point at a file with at least a header.'
  })
