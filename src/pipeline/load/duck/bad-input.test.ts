import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QuarantinedRow } from '../../contract'
import { readParquet } from './testing/read-parquet'
import { pathsOf, WorkFolder, type Loaded, type SpecDraft } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const table = (location: string, more: Partial<SpecDraft> = {}): SpecDraft => ({
  source: { location, format: 'csv' },
  columns: [
    { name: 'a', source: { header: 'a' }, type: 'integer' },
    { name: 'b', source: { header: 'b' }, type: 'text' }
  ],
  maxBadShare: 0.9,
  ...more
})

async function refusedRows({ staged, staging }: Loaded): Promise<QuarantinedRow[]> {
  const texts = await Promise.all(staged.quarantine.map(({ path }) => readFile(join(staging, path), 'utf8')))
  return texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line) as QuarantinedRow)
}

/** The bytes of the file at each refused row's place are the row's own text. */
async function expectPlaces(path: string, rows: readonly QuarantinedRow[]): Promise<void> {
  const bytes = await readFile(path)
  const lines = bytes.toString('utf8').split(/\r\n|\n/)
  for (const { line, byte, raw } of rows) {
    expect(
      bytes
        .subarray(byte ?? 0)
        .toString('utf8')
        .startsWith(raw)
    ).toBe(true)
    expect(lines[(line ?? 0) - 1]?.startsWith(raw.split(/\r\n|\n/)[0] ?? '')).toBe(true)
  }
}

describe('bad rows', () => {
  it('go to quarantine with line, byte, column, value and reason', async () => {
    const path = await folder.put('a.csv', 'a,b\n1,한글\n"2\n",y\nC,z\n1.5,z\n4,"multi\nline"\n5,z,too many\n6\n7,ok\n')
    const loaded = await folder.stage(table(path))
    expect(loaded.staged).toMatchObject({ rowsRead: 8, rowsWritten: 4, rowsQuarantined: 4 })
    const rows = await refusedRows(loaded)
    expect(rows.map(({ line, column, value, reason }) => [line, column, value, reason])).toEqual([
      [9, null, null, 'row.ragged'],
      [10, null, null, 'row.ragged'],
      [5, 'a', 'C', 'cell.type'],
      [6, 'a', '1.5', 'cell.type']
    ])
    await expectPlaces(path, rows)
    expect((await readParquet(pathsOf(loaded))).map(({ a }) => a)).toEqual([1n, 2n, 4n, 7n])
  })

  it.each([
    ['runs to the end of the file', 'a,b\n1,x\n2,"open\n3,y\n4,z\n'],
    ['is closed in the middle of a later field', 'a,b\n1,x\n2,"open\n3,"y"\n4,z\n'],
    ['is followed by more text', 'a,b\n1,x\n2,"op"en\n3,y\n4,z\n']
  ])('cost one line where a quote %s', async (_, text) => {
    const path = await folder.put('a.csv', text)
    const loaded = await folder.stage(table(path))
    expect(loaded.staged).toMatchObject({ rowsRead: 4, rowsWritten: 3, rowsQuarantined: 1 })
    const rows = await refusedRows(loaded)
    expect(rows).toMatchObject([{ line: 3, byte: 8, reason: 'row.quote' }])
    await expectPlaces(path, rows)
    expect((await readParquet(pathsOf(loaded))).map(({ a }) => a)).toEqual([1n, 3n, 4n])
  })

  it('of 10 MB are refused without being kept in memory, and reading goes on after them', async () => {
    const path = await folder.put('a.csv', `a,b\n1,x\n2,${'x'.repeat(10_000_000)}\n3,"${'y'.repeat(10_000_000)}"\n4,z\n`)
    const loaded = await folder.stage(table(path))
    expect(loaded.staged).toMatchObject({ rowsRead: 4, rowsWritten: 2, rowsQuarantined: 2 })
    expect((await refusedRows(loaded)).map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'row.too_long'],
      [4, 'row.too_long']
    ])
  })

  it('above the declared share stop the load, with counts and samples', async () => {
    const path = await folder.put('a.csv', 'a,b\n1,x\nC,y\n3,z\n')
    const load = folder.stage(table(path, { maxBadShare: 0.3 }))
    await expect(load).rejects.toMatchObject({
      code: 'load.too_many_bad',
      details: { rowsRead: 3, rowsQuarantined: 1, samples: [{ line: 3, value: 'C', reason: 'cell.type' }] }
    })
    expect(await folder.check(table(path, { maxBadShare: 0.3 }))).toMatchObject({
      wouldBeRefused: true,
      rowsQuarantined: 1,
      rowsGood: 2
    })
  })

  it('lose only the cell where the dataset says so, and every such cell is counted', async () => {
    const path = await folder.put('a.csv', 'a,b\n1,x\nC,y\n31/02/2023,z\n')
    const loaded = await folder.stage(table(path, { badCell: 'cell' }))
    expect(loaded.staged).toMatchObject({
      rowsRead: 3,
      rowsWritten: 3,
      rowsQuarantined: 0,
      notes: [{ code: 'cell.nulled', column: 'a', count: 2 }]
    })
    expect(await readParquet(pathsOf(loaded))).toEqual([
      { a: 1n, b: 'x' },
      { a: null, b: 'y' },
      { a: null, b: 'z' }
    ])
  })

  it('lack a required value, a key or a partition, each by its own reason', async () => {
    const path = await folder.put('a.csv', 'a,b,d\n,x,2020-01-01\n2,,2020-01-01\n3,y,\n4,z,2020-01-01\n')
    const loaded = await folder.stage(
      table(path, {
        columns: [
          { name: 'a', source: { header: 'a' }, type: 'integer' },
          { name: 'b', source: { header: 'b' }, type: 'text', nullable: false },
          { name: 'd', source: { header: 'd' }, type: 'date' }
        ],
        primaryKey: ['a'],
        partition: { columns: ['d'], grain: 'day' }
      })
    )
    expect((await refusedRows(loaded)).map(({ line, column, reason, dt }) => [line, column, reason, dt])).toEqual([
      [2, 'a', 'row.key', '2020-01-01'],
      [3, 'b', 'cell.null', '2020-01-01'],
      [4, 'd', 'row.partition', null]
    ])
    expect(loaded.staged.partitions[0]?.files[0]?.quarantined).toBe(2)
  })

  it('of JSON lines are refused with their line, and numbers keep all their digits', async () => {
    const path = await folder.put(
      'a.jsonl',
      '{"a": 1, "b": "x\\ny"}\n{"a": 2,\n\n[3]\n{"a": 9007199254740993, "b": null}\n{"a": 1e2, "b": {"c": [1.10]}}\n{"b": "", "a": null}\n'
    )
    const loaded = await folder.stage(table(path, { source: { location: path, format: 'jsonl' } }))
    expect((await refusedRows(loaded)).map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'row.json'],
      [4, 'row.json']
    ])
    expect(await readParquet(pathsOf(loaded))).toEqual([
      { a: 1n, b: 'x\ny' },
      { a: 9007199254740993n, b: null },
      { a: 100n, b: '{"c":[1.1]}' },
      { a: null, b: '' }
    ])
  })
})

describe('Parquet sources', () => {
  const write = async (name: string, columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData']): Promise<string> =>
    folder.put(name, new Uint8Array(parquetWriteBuffer({ columnData })))
  const spec = (pattern: string, type: string): SpecDraft => ({
    source: { location: folder.root, pattern, format: 'parquet' },
    columns: [
      { name: 'a', source: { header: 'a' }, type: 'integer' },
      { name: 'd', source: { header: 'd' }, type }
    ],
    maxBadShare: 0.9
  })

  it('keep their types and the order of files and rows', async () => {
    await write('x/1.parquet', [
      { name: 'a', data: [3n, 1n], type: 'INT64' },
      { name: 'd', data: ['p', null], type: 'STRING' }
    ])
    await write('x/2.parquet', [
      { name: 'd', data: ['q'], type: 'STRING' },
      { name: 'a', data: [2n], type: 'INT64' }
    ])
    const loaded = await folder.stage(spec('x/*.parquet', 'text'))
    expect(await readParquet(pathsOf(loaded))).toEqual([
      { a: 3n, d: 'p' },
      { a: 1n, d: null },
      { a: 2n, d: 'q' }
    ])
  })

  it('give rows that do not fit to quarantine, as JSON', async () => {
    await write('y/1.parquet', [
      { name: 'a', data: [1n, 2n, 3n], type: 'INT64' },
      { name: 'd', data: ['2020-01-01', 'C', null], type: 'STRING' }
    ])
    const loaded = await folder.stage(spec('y/*.parquet', 'date'))
    expect(loaded.staged).toMatchObject({ rowsRead: 3, rowsWritten: 2, rowsQuarantined: 1 })
    expect(await refusedRows(loaded)).toMatchObject([
      { line: null, column: 'd', value: 'C', reason: 'cell.type', raw: '{"a":2,"d":"C"}' }
    ])
  })
})

describe('odd files', () => {
  it('tell an empty cell from a quoted empty text', async () => {
    const path = await folder.put('a.csv', 'a,b\n1,\n2,""\n')
    expect((await readParquet(pathsOf(await folder.stage(table(path))))).map(({ b }) => b)).toEqual([null, ''])
  })

  it('may mix line ends, have empty lines and no last newline', async () => {
    const path = await folder.put('a.csv', '\ufeffa,b\r\n1,x\n\n2,"y\r\nz"\r\n3,w')
    expect(await readParquet(pathsOf(await folder.stage(table(path))))).toEqual([
      { a: 1n, b: 'x' },
      { a: 2n, b: 'y\r\nz' },
      { a: 3n, b: 'w' }
    ])
  })

  it('may end their lines by CR alone', async () => {
    const path = await folder.put('a.csv', 'a,b\r1,x\r2,y\r')
    expect(await readParquet(pathsOf(await folder.stage(table(path))))).toEqual([
      { a: 1n, b: 'x' },
      { a: 2n, b: 'y' }
    ])
  })

  it('are refused where a column that the dataset names is gone', async () => {
    const path = await folder.put('a.csv', 'a,c\n1,x\n')
    await expect(folder.stage(table(path))).rejects.toMatchObject({
      code: 'schema.breaking',
      details: { missing: ['b'], added: ['c'] }
    })
  })

  it('are refused above 2,000 columns', async () => {
    const header = Array.from({ length: 2001 }, (_, index) => `c${index}`).join(',')
    const path = await folder.put('a.csv', `a,b,${header}\n`)
    await expect(folder.stage(table(path))).rejects.toMatchObject({ code: 'schema.too_wide' })
  })

  it.each([
    ['a Parquet file that is none', 'parquet', 'PAR1 but not really PAR1', 'file.corrupt'],
    ['an empty file', 'csv', '', 'file.empty'],
    ['a web page in place of the file', 'csv', '\n<!DOCTYPE html>\n<html><body>a,b\n1,x\n</body></html>\n', 'file.format'],
    ['a web page after a comment', 'jsonl', '<!-- cached --><html>\n</html>\n', 'file.format']
  ] as const)('are refused: %s', async (_, format, content, code) => {
    const path = await folder.put(`a.${format}`, content)
    await expect(folder.stage(table(path, { source: { location: path, format } }))).rejects.toMatchObject({ code })
  })

  it('keep names with quotes, emoji, HTML and SQL', async () => {
    const names = ['"; DROP TABLE x; --', '<img onerror>', "it's", '😀', 'SELECT']
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',')
    const path = await folder.put('a.csv', `${header}\n1,2,3,4,5\n`)
    const loaded = await folder.stage(
      table(path, { columns: names.map((name) => ({ name, source: { header: name }, type: 'text' })) })
    )
    expect(loaded.staged.schema.columns.map(({ name }) => name)).toEqual(names)
    expect((await readParquet(pathsOf(loaded))).map((row) => Object.values(row))).toEqual([['1', '2', '3', '4', '5']])
  })
})

describe('a file of a folder', () => {
  const inFolder = (location: string, more: Partial<SpecDraft> = {}): SpecDraft => ({
    ...table(location),
    source: { location, pattern: '*.csv', format: 'csv' },
    ...more
  })

  it.each([
    ['of another table', 'x,y\n1,2\n'],
    ['of another delimiter', 'a;b\n1;2\n']
  ])('%s is refused by its name, not read as rows of nulls', async (_, content) => {
    await folder.put('in/1.csv', 'a,b\n1,x\n')
    await folder.put('in/2.csv', content)
    await expect(folder.stage(inFolder(join(folder.root, 'in')))).rejects.toMatchObject({
      code: 'schema.breaking',
      details: { file: expect.stringContaining('2.csv') as string }
    })
  })

  it('may lack a column that can be empty, which is said, and not one of the key', async () => {
    await folder.put('in/1.csv', 'a,b\n1,x\n')
    await folder.put('in/2.csv', 'a\n2\n')
    const loaded = await folder.stage(inFolder(join(folder.root, 'in')))
    expect(loaded.staged).toMatchObject({ rowsWritten: 2, notes: [{ code: 'column.absent', column: 'b', count: 1 }] })
    await expect(folder.stage(inFolder(join(folder.root, 'in'), { primaryKey: ['b'] }))).rejects.toMatchObject({
      code: 'schema.breaking',
      details: { file: expect.stringContaining('2.csv') as string, missing: ['b'] }
    })
  })
})
