import type { Row } from '../csv/fields'

/** A sampled table: columns by their source names, and its rows one after the other, as often as they are asked for. */
export interface SampledTable {
  /** Names as written; undefined for files without header. */
  header: string[] | undefined
  width: number
  rows: () => Iterable<Row>
}
