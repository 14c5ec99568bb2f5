import { fieldsOf, type Row } from '../csv/fields'
import { recordsOf, type CsvDialect } from '../csv/scan'
import type { SampledTable } from './table'

/** Records of UTF-8 pieces; the first of each file is its header where there is one, blocks from further in have none. */
export function csvTable(
  heads: readonly Buffer[],
  blocks: readonly Buffer[],
  dialect: CsvDialect,
  header: boolean
): SampledTable {
  const [first] = firstRecords(heads[0] ?? Buffer.alloc(0), dialect, 1)
  const width = first?.texts.length ?? 0
  function* rows(): Generator<Row> {
    for (const head of heads) yield* rowsOf(head, dialect, header ? 1 : 0, width)
    for (const block of blocks) yield* rowsOf(block, dialect, 0, width)
  }
  return { header: header ? (first?.texts ?? []) : undefined, width, rows }
}

/** The first records of a piece, blank lines left out. */
export function firstRecords(bytes: Buffer, dialect: CsvDialect, count: number): Row[] {
  const records: Row[] = []
  for (const { bytes: part, starts, ends } of recordsOf(bytes, dialect)) {
    for (let index = 0; index < starts.length; index += 1) {
      const [start, end] = [starts[index] ?? 0, ends[index] ?? 0]
      if (start !== end) records.push(fieldsOf(part, start, end, dialect))
      if (records.length === count) return records
    }
  }
  return records
}

/** Rows of the expected width; others are for the loader to judge. */
function* rowsOf(piece: Buffer, dialect: CsvDialect, skip: number, width: number): Generator<Row> {
  let left = skip
  for (const { bytes, starts, ends } of recordsOf(piece, dialect)) {
    for (let index = 0; index < starts.length; index += 1) {
      const [start, end] = [starts[index] ?? 0, ends[index] ?? 0]
      const blank = start === end && width > 1
      if (blank || left > 0) {
        left -= blank ? 0 : 1
        continue
      }
      const row = fieldsOf(bytes, start, end, dialect)
      if (row.texts.length === width) yield row
    }
  }
}
