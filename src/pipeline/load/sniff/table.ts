/** A cell as text; null where there is nothing (an unquoted empty cell, an absent key). */
export interface Cell {
  text: string
  quoted: boolean
}

/** A sampled table: columns by their source names, and its rows one after the other, as often as they are asked for. */
export interface SampledTable {
  /** Names as written; undefined for files without header. */
  header: string[] | undefined
  width: number
  rows: () => Iterable<readonly Cell[]>
}
