import type { DatasetSpec } from '../../contract'
import type { SourceFile } from '../types'

/** What an arrival touches: partitions that the paths name, ascending; `unnamed` where a file came of which the path names none. */
export interface Arrival {
  dts: string[]
  unnamed: boolean
  /** Names of the files that came or changed, in the order of the listing. */
  files: string[]
}

/** What came between two listings of a source: files that are new, and files of another size or time. Files that went are no arrival. */
export function arrivedIntervals(before: readonly SourceFile[], now: readonly SourceFile[], spec: DatasetSpec): Arrival {
  const known = new Map(before.map((file) => [file.name, file]))
  const came = now.filter((file) => isOther(known.get(file.name), file))
  const named = came.flatMap(({ dt }) => (dt === null || spec.partition === undefined ? [] : [dt]))
  return {
    dts: [...new Set(named)].sort(),
    unnamed: named.length < came.length,
    files: came.map(({ name }) => name)
  }
}

const isOther = (before: SourceFile | undefined, now: SourceFile): boolean =>
  before === undefined || before.bytes !== now.bytes || before.modifiedMs !== now.modifiedMs
