import type { CsvDialect } from './csv-grammar'
import type { BadRecord } from './csv-scan'

/** A UTF-8 file of the source as it was unpacked and decoded. */
export interface SpoolFile {
  path: string
  /** Its name in the source, for people. */
  name: string
  /** What the dataset's path template found in its path. */
  pathParts: Record<string, string>
}

/** A file as DuckDB will read it: every record a row of `width` fields. Files without bad records are read as they lie. */
export interface SourcePart {
  file: SpoolFile
  /** The file to read: the spool file, or a copy of its good records. */
  path: string
  /** Lines before the first row. */
  skip: number
  width: number
  header: string[] | undefined
  rows: number
  bad: BadRecord[]
  newline: '\\n' | '\\r\\n'
  /** No line end inside a field, so that DuckDB may start reading anywhere. */
  parallel: boolean
  dialect: CsvDialect
}

/** Parts that one scan can read: the same columns and the same way of writing them. Order is kept: later rows win. */
export function runsOf(parts: readonly SourcePart[]): SourcePart[][] {
  const runs: SourcePart[][] = []
  let key: string | undefined
  for (const part of parts) {
    const own = JSON.stringify([part.header, part.width, part.skip, part.newline, part.parallel])
    if (own === key) runs.at(-1)?.push(part)
    else runs.push([part])
    key = own
  }
  return runs
}
