import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldsOf } from './fields'
import { recordsOf, type CsvDialect } from './scan'

const comma: CsvDialect = { delimiter: ',', quote: '"' }
const read = (text: string, dialect = comma): string[][] =>
  [...recordsOf(Buffer.from(text), dialect)].flatMap(({ bytes, starts, ends }) =>
    starts.map((start, index) => fieldsOf(bytes, start, ends[index] ?? 0, dialect).texts)
  )

/** RFC 4180, written by hand. */
const write = (rows: string[][], delimiter: string, newline: string, always: boolean): string =>
  rows
    .map((row) =>
      row.map((text) => (always || /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter)
    )
    .join(newline)

describe('reading CSV', () => {
  it('gives back what was written, whatever the texts, delimiter and newline', () => {
    const text = fc.stringMatching(/^[ab가",;\t|\r\n ]{0,6}$/)
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (table, delimiter, newline, always) => {
          expect(read(write(table, delimiter, newline, always), { delimiter, quote: '"' })).toEqual(table)
        }
      ),
      { numRuns: 2000 }
    )
  })

  it('takes a quote inside a plain field as it stands', () => {
    expect(read('37°36\'37.8"N,x\n1,2')).toEqual([
      ['37°36\'37.8"N', 'x'],
      ['1', '2']
    ])
  })

  it('finds records that are larger than its window', () => {
    const long = `"${'x\n'.repeat(900_000)}"`
    expect(read(`a,b\n1,${long}\n2,y`).map(([first]) => first)).toEqual(['a', '1', '2'])
  })

  it('ends a record with its line where a quote is never closed', () => {
    const rows = read(`a,b\n1,"open\n${'2,y\n'.repeat(700_000)}`)
    expect(rows).toHaveLength(700_002)
  })
})
