import { lineDialect } from './json-parts'
import type { SourcePart } from './parts'
import { walkRecords, type RecordPlace } from './records'
import type { SourcedSpec } from '../../contract'

/** Calls `found` for each wanted row of a part: `wanted` are 0-based numbers of good rows, ascending. */
export async function locateRows(
  part: SourcePart,
  spec: SourcedSpec,
  wanted: readonly number[],
  found: (row: number, place: RecordPlace, text: Buffer) => void
): Promise<void> {
  const bad = new Set(part.bad.map(({ start }) => start))
  let headerLeft = spec.source.format === 'csv' && spec.source.header
  let row = -1
  let next = 0
  await walkRecords(part.file.path, spec.source.format === 'csv' ? part.dialect : lineDialect, {
    record: (place, bytes, from, to) => {
      if (headerLeft) {
        headerLeft = false
        return
      }
      if (bad.has(place.start)) return
      row++
      if (row !== wanted[next]) return
      next++
      found(row, place, bytes.subarray(from, to))
    }
  })
}
