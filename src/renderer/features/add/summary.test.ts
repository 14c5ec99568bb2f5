import { describe, expect, it } from 'vitest'
import { sourcedSpec, type Recognition } from '../../../pipeline/contract'
import { codeColumns, doubts, traits } from './summary'

const column = {
  name: '종목코드',
  source: { header: '종목코드' },
  type: 'text',
  certainty: 1,
  nullable: false,
  samples: ['000020'],
  notes: ['leading-zeros']
}
const known: Recognition = {
  location: '/KOR_ticker.csv',
  kind: 'file',
  container: 'none',
  files: [],
  fileCount: 1,
  bytes: 1,
  format: { value: 'csv', certainty: 1 },
  encoding: { value: 'cp949', certainty: 1 },
  bom: false,
  newline: 'crlf',
  delimiter: { value: ',', certainty: 1 },
  quote: '"',
  header: { value: true, certainty: 1 },
  columns: [column],
  key: { value: ['종목코드'], certainty: 1 },
  partition: { value: null, certainty: 1 },
  pathTemplate: { value: null, certainty: 1 },
  rows: { value: 2237, exact: true },
  preview: [],
  notes: [],
  draft: sourcedSpec.parse({
    format: 1,
    name: 'KOR_ticker',
    source: { location: '/KOR_ticker.csv', format: 'csv' },
    columns: [{ name: '종목코드', source: { header: '종목코드' }, type: 'text' }]
  })
}

describe('a recognition in one line', () => {
  it('names encoding and line ends, and the codes that stay text', () => {
    expect(traits(known)).toEqual(['CSV', 'CP949', 'CRLF'])
    expect(codeColumns(known)).toEqual(['종목코드'])
  })

  it('names the container, a byte order mark and tabs', () => {
    const tsv: Recognition = {
      ...known,
      container: 'gz',
      bom: true,
      newline: 'lf',
      encoding: { value: 'utf-8', certainty: 1 },
      delimiter: { value: '\t', certainty: 1 }
    }
    expect(traits(tsv)).toEqual(['TSV', 'gz', 'UTF-8 BOM'])
    expect(traits({ ...known, format: { value: 'parquet', certainty: 1 } })).toEqual(['Parquet'])
  })

  it('is enough when everything is sure', () => expect(doubts(known)).toEqual([]))

  it('points at what is not sure', () => {
    const unsure: Recognition = {
      ...known,
      encoding: { value: 'cp949', certainty: 0.7 },
      columns: [{ ...column, certainty: 0.3 }]
    }
    expect(doubts(unsure)).toEqual(['encoding', 'columns'])
  })

  it('does not doubt what a format does not have', () => {
    const parquet: Recognition = {
      ...known,
      format: { value: 'parquet', certainty: 1 },
      encoding: { value: 'utf-8', certainty: 0 },
      delimiter: { value: ',', certainty: 0 },
      header: { value: true, certainty: 0 }
    }
    expect(doubts(parquet)).toEqual([])
  })
})
