import { readObject } from '../duck/json-parts'
import type { Cell, SampledTable } from './table'

/** JSON lines as a table: keys in the order in which they first appear; objects and lists stay JSON text. */
export function jsonTable(pieces: readonly Buffer[]): SampledTable & { nested: ReadonlySet<string> } {
  const keys = new Set<string>()
  const nested = new Set<string>()
  for (const object of objectsOf(pieces)) {
    for (const [key, text] of object) {
      keys.add(key)
      if (text !== null && /^[[{]/.test(text)) nested.add(key)
    }
  }
  const header = [...keys]
  function* rows(): Generator<readonly Cell[]> {
    for (const object of objectsOf(pieces)) {
      yield header.map((key) => {
        const text = object.get(key) ?? null
        return { text: text ?? '', quoted: text !== null }
      })
    }
  }
  return { header, width: header.length, rows, nested }
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
