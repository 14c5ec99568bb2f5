import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer, type FileMetaData } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { RecognisedColumn } from '../../contract'
import { AppError } from '../../lib/errors'
import { openSource } from '../source/source-file'
import { corrupt } from '../unpack/corrupt'
import { checkGrowth, defaultLimits } from '../unpack/limits'
import { nameColumns } from './column-names'
import { isTooWide, typeOfElement } from './parquet-type'
import type { Sample } from './sample'

export interface ParquetTable {
  columns: RecognisedColumn[]
  rows: number
  preview: (string | null)[][]
}

const PREVIEW_ROWS = 50

/** Schema from the footer and the first rows; `file.corrupt` where the footer cannot be read. */
export async function readParquet(sample: Sample): Promise<ParquetTable> {
  const { buffer, close } = await bufferOf(sample)
  try {
    const metadata = await parquetMetadataAsync(buffer).catch((error: unknown) => {
      throw corrupt(sample.name, 'Parquet footer', Math.max(0, buffer.byteLength - 8), error)
    })
    const unpacked = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0)
    checkGrowth(sample.name, buffer.byteLength, unpacked, defaultLimits)
    const columns = columnsOf(metadata)
    const preview = await previewOf(sample, buffer, metadata)
    return { columns: withSamples(columns, preview), rows: Number(metadata.num_rows), preview }
  } finally {
    await close()
  }
}

async function bufferOf(sample: Sample): Promise<{ buffer: AsyncBuffer; close: () => Promise<void> }> {
  if (sample.container !== 'none') {
    if (!sample.complete) throw tooLarge(sample.name)
    const bytes = Uint8Array.from(sample.head).buffer
    return { buffer: bytes, close: () => Promise.resolve() }
  }
  const handle = await openSource(sample.file)
  const { bytes } = sample.file
  const slice = async (start: number, end = bytes): Promise<ArrayBuffer> => {
    const length = Math.max(0, Math.min(end, bytes) - start)
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, start)
    return buffer.buffer.slice(0, bytesRead)
  }
  return { buffer: { byteLength: bytes, slice }, close: () => handle.close() }
}

function columnsOf(metadata: FileMetaData): RecognisedColumn[] {
  const { children } = parquetSchema(metadata)
  const names = nameColumns(
    children.map(({ element }) => element.name),
    children.length
  )
  return children.map(({ element, children: inner }, index): RecognisedColumn => {
    const nested = inner.length > 0 || element.repetition_type === 'REPEATED'
    const named = names.columns[index]
    return {
      name: named?.name ?? element.name,
      source: named?.source ?? { header: element.name },
      type: nested ? 'text' : typeOfElement(element),
      certainty: nested || isTooWide(element) ? 0.6 : 1,
      nullable: element.repetition_type !== 'REQUIRED',
      samples: [],
      notes: nested ? ['nested'] : []
    }
  })
}

async function previewOf(sample: Sample, file: AsyncBuffer, metadata: FileMetaData): Promise<(string | null)[][]> {
  if (metadata.num_rows === 0n) return []
  const rows = await parquetReadObjects({ file, metadata, compressors, rowEnd: PREVIEW_ROWS }).catch((error: unknown) => {
    throw corrupt(sample.name, 'Parquet pages', 4, error)
  })
  const names = parquetSchema(metadata).children.map(({ element }) => element.name)
  return rows.map((row) => names.map((name) => cellText(row[name])))
}

function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object')
    return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item))
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : null
}

const withSamples = (columns: readonly RecognisedColumn[], preview: (string | null)[][]): RecognisedColumn[] =>
  columns.map((column, index) => ({
    ...column,
    samples: [...new Set(preview.flatMap((row) => (row[index] === null || row[index] === undefined ? [] : [row[index]])))].slice(
      0,
      5
    )
  }))

const tooLarge = (name: string): AppError =>
  new AppError('unsupported', `"${name}" is a Parquet file of more than 8 MiB inside an archive.`, {
    hint: 'Unpack it and point at the file itself; Parquet is compressed already.'
  })
