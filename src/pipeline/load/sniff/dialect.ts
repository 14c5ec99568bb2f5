import type { RecogniseOverrides } from '../../contract'
import type { CsvDialect } from '../csv/scan'
import { firstRecords } from './csv-table'

export interface FoundDialect extends CsvDialect {
  certainty: number
}

const usual = [',', ';', '\t', '|']
const unusual = ['^', '~', '\u0001', '\u001f', '#', '!', ':', ' ']
const LOOKED_AT = 256 * 1024
const MAX_RECORDS = 500

/** The character that splits the records into the same number of fields most consistently; quotes are minded. */
export function findDialect(text: Buffer, overrides: RecogniseOverrides): FoundDialect {
  const head = text.length <= LOOKED_AT ? text : text.subarray(0, text.lastIndexOf(10, LOOKED_AT) + 1 || LOOKED_AT)
  const quote = overrides.quote ?? findQuote(head)
  if (overrides.delimiter !== undefined) return { delimiter: overrides.delimiter, quote, certainty: 1 }
  for (const candidates of [usual, unusual]) {
    const [best] = candidates
      .map((delimiter) => ({ delimiter, quote, ...consistency(head, { delimiter, quote }) }))
      .filter(({ fields, certainty }) => fields > 1 && certainty >= 0.8)
      .sort((a, b) => b.certainty * Math.log2(b.fields + 1) - a.certainty * Math.log2(a.fields + 1))
    if (best !== undefined)
      return { delimiter: best.delimiter, quote, certainty: candidates === usual ? best.certainty : best.certainty * 0.8 }
  }
  return { delimiter: ',', quote, certainty: 0.5 }
}

function consistency(head: Buffer, dialect: CsvDialect): { fields: number; certainty: number } {
  const counts = new Map<number, number>()
  const records = firstRecords(head, dialect, MAX_RECORDS)
  for (const { texts } of records) counts.set(texts.length, (counts.get(texts.length) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  if (most === undefined) return { fields: 0, certainty: 0 }
  const agree = most[1] / records.length
  return { fields: most[0], certainty: records.length === 1 ? agree * 0.9 : Math.min(0.99, agree) }
}

/** Single quotes only where they wrap fields and no double quote is seen. */
function findQuote(head: Buffer): string {
  if (head.includes(34)) return '"'
  const text = head.toString('utf8')
  const wrapped = text.match(/(^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)/gm)?.length ?? 0
  return wrapped > 0 && wrapped * 2 >= text.split('\n').length ? "'" : '"'
}

/** How lines end, by the first 256 KiB. */
export function findNewline(text: Buffer): 'lf' | 'crlf' | 'mixed' | 'none' {
  const head = text.subarray(0, LOOKED_AT)
  let lf = 0
  let crlf = 0
  for (let at = head.indexOf(10); at >= 0; at = head.indexOf(10, at + 1)) {
    if (at > 0 && head[at - 1] === 13) crlf += 1
    else lf += 1
  }
  if (lf + crlf === 0) return 'none'
  if (lf === 0) return 'crlf'
  return crlf === 0 ? 'lf' : 'mixed'
}
