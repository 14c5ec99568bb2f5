import { open } from 'node:fs/promises'
import { throwIfAborted } from '../../lib/abort'
import { wrapSystemError } from '../../lib/errors'
import { scanRecords, type CsvDialect, type RecordBatch } from './scan'

export interface LocateDialect extends CsvDialect {
  /** The first record is a header and does not count. */
  header: boolean
  /** Files of one column: an empty line is a record there, and nothing elsewhere. */
  singleColumn?: boolean
}

export interface LocatedRecord {
  ordinal: number
  /** 1-based line of the record's start. */
  line: number
  /** Byte offset of the record's start. */
  byte: number
  /** The record's text, cut at 4,000 characters. */
  raw: string
}

const MAX_RAW = 4000

/**
 * Finds records of a UTF-8 CSV file by ordinal: 0 is the first data record, `ordinals` are ascending.
 * Records that start at an offset of `skipStarts` are not counted (DuckDB has rejected and not numbered them).
 */
export async function locateRecords(
  path: string,
  dialect: LocateDialect,
  ordinals: readonly number[],
  skipStarts: ReadonlySet<number> = new Set(),
  signal: AbortSignal = new AbortController().signal
): Promise<LocatedRecord[]> {
  const found: LocatedRecord[] = []
  let next = dialect.header ? -1 : 0
  if (ordinals.length === 0) return found
  for await (const batch of scanRecords(readChunks(path, signal), dialect)) {
    for (let index = 0; index < batch.starts.length; index += 1) {
      const start = batch.starts[index] ?? 0
      const blank = start === batch.ends[index] && dialect.singleColumn !== true
      if (blank || (next >= 0 && skipStarts.has(batch.base + start))) continue
      if (next === ordinals[found.length]) found.push(located(batch, index, next))
      if (found.length === ordinals.length) return found
      next += 1
    }
  }
  return found
}

function located({ bytes, base, lines, starts, ends }: RecordBatch, index: number, ordinal: number): LocatedRecord {
  const start = starts[index] ?? 0
  const end = Math.min(ends[index] ?? 0, start + 4 * MAX_RAW)
  return { ordinal, line: lines[index] ?? 0, byte: base + start, raw: bytes.toString('utf8', start, end).slice(0, MAX_RAW) }
}

/** A spooled file in pieces of 4 MiB. */
export async function* readChunks(path: string, signal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
  const handle = await open(path).catch((error: unknown) => {
    throw wrapSystemError(error)
  })
  try {
    for (;;) {
      throwIfAborted(signal)
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(4 << 20), 0, 4 << 20, null)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}
