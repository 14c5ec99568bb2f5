import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetProblems, type RecogniseOverrides } from '../../contract'
import { tarOf } from '../testing/archives'
import { newRoom, type Room } from '../testing/spool-here'

let room: Room
beforeAll(async () => {
  room = await newRoom()
})
afterAll(() => room.remove())

const look = async (text: string | Buffer, overrides: RecogniseOverrides = {}) => {
  await room.write('x.csv', text)
  return room.recognise('x.csv', overrides)
}
const typesOf = async (text: string, overrides: RecogniseOverrides = {}) =>
  Object.fromEntries((await look(text, overrides)).columns.map(({ name, type }) => [name, type]))
const column = (name: string, values: string[]): string => [name, ...values].join('\n')

describe('the type of a column', () => {
  it.each([
    ['integer', ['1', '-2', '3']],
    ['integer', ['100', '1e+05', '2.5e2']],
    ['decimal(38,0)', ['1', '92233720368547758080']],
    ['decimal(18,2)', ['1.5', '2.25', '3']],
    ['decimal(18,5)', ['1', '1e-05']],
    ['float', ['1.0', '1e-30', '3.3333333333333333333333333333333333333333']],
    ['text', ['000020', '005930']],
    ['text', ['11~20', '1~10']],
    ['text', ['1,234', '2,345']],
    ['text', ['01/02/2023', '03/04/2023']],
    ['text', ['536365', 'C536379', 'C536380', ...Array.from({ length: 200 }, (_, row) => String(536400 + row))]],
    ['date', ['2023-08-31', '2024-02-29']],
    ['text', ['2023-02-29', '2023-02-28']],
    ['date', ['2023/08/31', '2023/09/01']],
    ['date', ['31/08/2023', '30/09/2023']],
    ['datetime', ['2023-09-04 21:24:48', '2023-09-04T21:24:49.123']],
    ['timestamp', ['2023-09-04T21:24:48Z', '2023-09-04 21:24:48+09:00']],
    ['time', ['09:00', '15:30:00.5']],
    ['boolean', ['true', 'false']],
    ['text', ['Y', 'M']]
  ])('is %s for %j', async (type, values) => {
    expect(await typesOf(column('value', values))).toEqual({ value: type })
  })

  it('is date for eight digits only where the name or every value says so', async () => {
    const days = Array.from({ length: 28 }, (_, day) => `202308${String(day + 1).padStart(2, '0')}`)
    const found = await look(column('일자', days.slice(0, 3)))
    expect(found.columns[0]).toMatchObject({ type: 'date', format: '%Y%m%d' })
    expect((await look(column('amount', days))).columns[0]?.certainty).toBeLessThan(0.8)
    expect(await typesOf(column('amount', [...days, '20239999']))).toEqual({ amount: 'integer' })
  })

  it('stays what nearly all values are; the share is its certainty', async () => {
    const values = Array.from({ length: 29 }, (_, row) => `0.${row + 10}`)
    const [change] = (await look(column('change', [...values, 'C']))).columns
    expect(change).toMatchObject({ type: 'decimal(18,2)', notes: ['mixed'] })
    expect(change?.certainty).toBeCloseTo((0.97 * 29) / 30)
    expect(await typesOf(column('change', [...values.slice(0, 10), 'C', 'D']))).toEqual({ change: 'text' })
  })

  it('keeps NA out of numbers and says which texts mean nothing', async () => {
    const { draft, columns } = await look('a,per\n1,NA\n2,18.33\n3,NA\n')
    expect(columns[1]).toMatchObject({ type: 'decimal(18,2)', notes: ['null-marker'] })
    expect(draft.columns[1]?.nulls).toEqual(['NA'])
  })

  it('is text where nothing is known, and where an empty text was quoted on purpose', async () => {
    const { columns } = await look('a,b,c\n1,,""\n2,,3\n')
    expect(columns.map(({ type, notes }) => [type, notes])).toEqual([
      ['integer', []],
      ['text', ['all-empty']],
      ['text', ['mixed']]
    ])
  })

  it('is seen in rows that come late', async () => {
    expect(await typesOf(column('price', [...Array.from({ length: 60_000 }, () => '9510'), '9510.7']))).toEqual({
      price: 'decimal(18,1)'
    })
  })

  it('is what the user says, and the rest is found anew', async () => {
    const found = await look('a;b\n1;x\n2;y\n', { types: { a: 'text' }, delimiter: ';', header: false })
    expect(found.columns.map(({ name, type }) => [name, type])).toEqual([
      ['column_1', 'text'],
      ['column_2', 'text']
    ])
    expect(found.delimiter).toEqual({ value: ';', certainty: 1 })
    expect((await look('a;b\n1;x\n', { types: { a: 'text' } })).draft.columns.map(({ type }) => type)).toEqual(['text', 'text'])
  })
})

describe('the form of a file', () => {
  it.each([[','], [';'], ['\t'], ['|'], ['^'], ['~']])('is told apart by the delimiter %j, quotes minded', async (delimiter) => {
    const row = (...cells: string[]): string => cells.join(delimiter)
    const found = await look([row('a', 'b', 'c'), row('1', '"x,;|y\nz"', '3'), row('2', 'p', '4')].join('\n'))
    expect(found.delimiter.value).toBe(delimiter)
    expect(found.columns).toHaveLength(3)
    expect(found.rows).toEqual({ value: 2, exact: true })
  })

  it('has names made unique, and says so', async () => {
    const { columns, notes, draft } = await look(',a,A,a\n1,2,3,4\n')
    expect(columns.map(({ name, source }) => [name, source])).toEqual([
      ['column_1', { position: 0 }],
      ['a', { position: 1 }],
      ['A_2', { header: 'A' }],
      ['a_3', { position: 3 }]
    ])
    expect(notes.map(({ code }) => code)).toEqual(['header.unnamed', 'header.duplicate', 'header.duplicate'])
    expect(datasetProblems(draft)).toEqual([])
  })

  it('has no header where its first row is like the others', async () => {
    const found = await look('14430270,1815200,283,P\n14450472,1818000,500,P\n')
    expect(found.header.value).toBe(false)
    expect(found.draft.columns.map(({ source }) => source)).toEqual([0, 1, 2, 3].map((position) => ({ position })))
  })

  it('may be a header and nothing else', async () => {
    const found = await look('code,date,close\n')
    expect(found).toMatchObject({ header: { value: true }, rows: { value: 0, exact: true }, partition: { value: null } })
    expect(found.columns.map(({ type }) => type)).toEqual(['text', 'text', 'text'])
  })

  it('is refused with more than 2,000 columns, and loads with strange names', async () => {
    const wide = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',')
    await expect(look(`${wide}\n`)).rejects.toThrow(expect.objectContaining({ code: 'schema.too_wide' }) as Error)
    const { columns } = await look(`"; DROP TABLE x",<img onerror=1>,😀,"a""b"\n1,2,3,4\n`)
    expect(columns.map(({ name }) => name)).toEqual(['; DROP TABLE x', '<img onerror=1>', '😀', 'a"b'])
  })

  it('says NUL bytes and unknown encodings with their place', async () => {
    await expect(look(Buffer.from('a,b\n1,\0\n'))).rejects.toThrow(
      expect.objectContaining({ code: 'file.encoding', details: expect.objectContaining({ byte: 6 }) as object }) as Error
    )
    await expect(look(Buffer.from([0x61, 0x0a, 0xff, 0x20, 0x0a]))).rejects.toThrow(
      expect.objectContaining({ code: 'file.encoding', details: expect.objectContaining({ byte: 2 }) as object }) as Error
    )
  })

  it('is no web page', async () => {
    const pages = [
      '<!doctype html><html><title>Sign in</title></html>\n',
      '<?xml version="1.0"?>\n<!DOCTYPE html><html></html>\n'
    ]
    for (const page of pages) await expect(look(page)).rejects.toThrow(expect.objectContaining({ code: 'file.format' }) as Error)
  })

  it('may end its lines by CR alone', async () => {
    const found = await look('a,b\r1,x\r2,y\r')
    expect(found.columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'integer'],
      ['b', 'text']
    ])
    expect(found.preview).toEqual([
      ['1', 'x'],
      ['2', 'y']
    ])
  })

  it('may do so with LF in its quotes, as JSON lines, and in many bytes of CP949', async () => {
    expect((await look('a,b\r1,"x\ny"\r2,z\r')).preview).toEqual([
      ['1', 'x\ny'],
      ['2', 'z']
    ])
    const lines = await look('{"a":1}\r{"a":2}\r{"a":3}\r')
    expect([lines.format.value, lines.preview]).toEqual(['jsonl', [['1'], ['2'], ['3']]])
    const line = Buffer.from([0x31, 0x2c, 0x8c, 0x63, 0xbb, 0xef, 0x0d])
    const many = await look(Buffer.concat([Buffer.from('a,b\r'), ...Array.from({ length: 700_000 }, () => line)]))
    expect(many).toMatchObject({ encoding: { value: 'cp949' }, rows: { value: 700_000 } })
    expect(many.preview[0]).toEqual(['1', '똠삼'])
  })

  it('is empty or missing', async () => {
    await expect(look('')).rejects.toThrow(expect.objectContaining({ code: 'file.empty' }) as Error)
    for (const ends of ['\n', '\r\n\r\n', '\n\n\n']) {
      await expect(look(ends)).rejects.toThrow(expect.objectContaining({ code: 'file.empty' }) as Error)
    }
    await expect(room.recognise('nothing.csv')).rejects.toThrow(expect.objectContaining({ code: 'file.missing' }) as Error)
  })

  it('is JSON lines with keys in the order in which they come; nested values stay JSON', async () => {
    const found = await look('{"a":1,"at":"2023-08-31T00:00:00Z"}\n{"a":2,"b":{"x":[1,2]},"at":null}\n')
    expect(found.format.value).toBe('jsonl')
    expect(found.columns.map(({ name, type, notes }) => [name, type, notes[0]])).toEqual([
      ['a', 'integer', undefined],
      ['at', 'timestamp', 'iso-timestamp'],
      ['b', 'text', 'nested']
    ])
    expect(found.preview).toEqual([
      ['1', '2023-08-31T00:00:00Z', null],
      ['2', null, '{"x":[1,2]}']
    ])
    await expect(look('[{"a":1}]')).rejects.toThrow(expect.objectContaining({ code: 'file.format' }) as Error)
  })

  it('is Parquet by its footer; a broken footer is file.corrupt', async () => {
    const bytes = Buffer.from(
      parquetWriteBuffer({
        columnData: [
          { name: 'code', data: ['005930', '000020'], type: 'STRING' },
          { name: 'n', data: [1n, 2n], type: 'INT64' },
          { name: 'x', data: [1.5, 2.5], type: 'DOUBLE' }
        ]
      })
    )
    const found = await look(bytes)
    expect(found).toMatchObject({
      format: { value: 'parquet', certainty: 1 },
      rows: { value: 2, exact: true },
      preview: [
        ['005930', '1', '1.5'],
        ['000020', '2', '2.5']
      ]
    })
    expect(found.columns.map(({ type }) => type)).toEqual(['text', 'integer', 'float'])
    await expect(look(bytes.subarray(0, bytes.length - 20))).rejects.toThrow(
      expect.objectContaining({ code: 'file.corrupt' }) as Error
    )
  })
})

describe('several files', () => {
  it('are one table; a date in their names is a column where their rows have none', async () => {
    await mkdir(join(room.root, 'ticks/spy'), { recursive: true })
    await mkdir(join(room.root, 'ticks/ibm'), { recursive: true })
    for (const ticker of ['spy', 'ibm'])
      for (const day of [7, 8]) await room.write(`ticks/${ticker}/2013100${day}_trade.csv`, '1,2\n3,4\n')
    const found = await room.recognise('ticks')
    expect(found).toMatchObject({
      kind: 'folder',
      fileCount: 4,
      pathTemplate: { value: '{folder}/{date:%Y%m%d}_trade.csv' },
      partition: { value: { columns: ['date'], grain: 'day' } }
    })
    expect(found.preview[0]).toEqual(['1', '2', 'ibm', '2013-10-07'])
    expect(datasetProblems(found.draft)).toEqual([])
  })

  it('with months in folder names', async () => {
    for (const month of ['2023-08', '2023-09']) {
      await mkdir(join(room.root, `hive/dt=${month}`), { recursive: true })
      await room.write(`hive/dt=${month}/x.csv`, 'a\n1\n')
    }
    expect((await room.recognise('hive')).pathTemplate.value).toBe('dt={month:%Y-%m}/x.csv')
  })

  it('of different headers are noted', async () => {
    await mkdir(join(room.root, 'differ'), { recursive: true })
    await room.write('differ/1.csv', 'a,b\n1,2\n')
    await room.write('differ/2.csv', 'a,c\n1,2\n')
    expect((await room.recognise('differ')).notes).toEqual([{ code: 'columns.differ', values: { files: 1, first: '2.csv' } }])
  })

  it('in an archive are all found, also behind one that is too large to be looked at as a whole', async () => {
    const large = 'a,b\n' + '1,2\n'.repeat(5_000_000)
    await room.write(
      'large.tar',
      await tarOf([
        { name: 'x/1.csv', content: large },
        { name: 'x/2.csv', content: 'a,b\n3,4\n' }
      ])
    )
    const found = await room.recognise('large.tar')
    expect(found.files).toEqual([
      { name: 'large.tar!x/1.csv', bytes: large.length },
      { name: 'large.tar!x/2.csv', bytes: 8 }
    ])
    expect(found.rows.exact).toBe(false)
    expect(Math.abs(found.rows.value - 5_000_001)).toBeLessThan(50_000)
  })
})

describe('a name', () => {
  it.each([
    ['시세 2023.csv'.normalize('NFD'), '시세_2023'],
    ['..weird--.csv', 'weird'],
    ['CON.csv', 'dataset'],
    ['a'.repeat(100) + '.csv.gz', 'a'.repeat(64)]
  ])('is made from %s', async (file, name) => {
    await room.write(file, 'a\n1\n')
    expect((await room.recognise(file)).draft.name).toBe(name)
  })
})
