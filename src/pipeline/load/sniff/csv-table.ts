import { fieldsOf } from '../csv/fields'
import { recordsOf, type CsvDialect } from '../csv/scan'
import type { Cell, SampledTable } from './table'

/** Records of UTF-8 pieces; the first of each file is its header where there is one, blocks from further in have none. */
export function csvTable(
  heads: readonly Buffer[],
  blocks: readonly Buffer[],
  dialect: CsvDialect,
  header: boolean
): SampledTable {
  const [first] = firstRecords(heads[0] ?? Buffer.alloc(0), dialect, 1)
  const width = first?.length ?? 0
  function* rows(): Generator<readonly Cell[]> {
    for (const head of heads) yield* rowsOf(head, dialect, header ? 1 : 0, width)
    for (const block of blocks) yield* rowsOf(block, dialect, 0, width)
  }
  return { header: header ? (first ?? []).map(({ text }) => text) : undefined, width, rows }
}

/** The first records of a piece, blank lines left out. */
export function firstRecords(bytes: Buffer, dialect: CsvDialect, count: number): Cell[][] {
  const part = bytes.subarray(0, Math.min(bytes.length, 1 << 20))
  const records: Cell[][] = []
  const { starts, ends } = recordsOf(part, dialect)
  for (let index = 0; index < starts.length && records.length < count; index += 1) {
    if (starts[index] !== ends[index]) records.push(fieldsOf(part, starts[index] ?? 0, ends[index] ?? 0, dialect))
  }
  return records
}

/** Rows of the expected width; others are for the loader to judge. */
function* rowsOf(piece: Buffer, dialect: CsvDialect, skip: number, width: number): Generator<readonly Cell[]> {
  const { bytes, starts, ends } = recordsOf(piece, dialect)
  let skipped = 0
  for (let index = 0; index < starts.length; index += 1) {
    const [start, end] = [starts[index] ?? 0, ends[index] ?? 0]
    if (start === end && width > 1) continue
    if (skipped < skip) {
      skipped += 1
      continue
    }
    const cells = fieldsOf(bytes, start, end, dialect)
    if (cells.length === width) yield cells
  }
}
