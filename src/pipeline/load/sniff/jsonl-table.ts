import { readObject } from '../duck/json-parts'
import type { Row } from '../csv/fields'
import type { SampledTable } from './table'

/** JSON lines as a table: keys in the order in which they first appear; objects and lists stay JSON text. */
export function jsonTable(pieces: readonly Buffer[]): SampledTable {
  const keys = new Set<string>()
  for (const object of objectsOf(pieces)) {
    for (const key of object.keys()) keys.add(key)
  }
  const header = [...keys]
  function* rows(): Generator<Row> {
    for (const object of objectsOf(pieces)) {
      const values = header.map((key) => object.get(key) ?? null)
      yield { texts: values.map((text) => text ?? ''), quoted: values.map((text) => text !== null) }
    }
  }
  return { header, width: header.length, rows }
}

function* objectsOf(pieces: readonly Buffer[]): Generator<Map<string, string | null>> {
  for (const piece of pieces) {
    for (let start = 0; start < piece.length;) {
      const newline = piece.indexOf(10, start)
      const end = newline < 0 ? piece.length : newline
      const line = piece.toString('utf8', start, end).trim()
      start = end + 1
      const read = line === '' ? { error: '' } : readObject(line)
      if ('fields' in read) yield read.fields
    }
  }
}
