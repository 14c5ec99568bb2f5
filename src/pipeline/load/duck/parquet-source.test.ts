import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readParquet } from './testing/read-parquet'
import { pathsOf, WorkFolder } from './testing/work-folder'
import { recognise } from '../sniff'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

/** Loads a Parquet file as it was recognised. */
async function loadAsRecognised(location: string): Promise<Record<string, unknown>[]> {
  const context = { signal: new AbortController().signal, progress: () => undefined }
  const request = { location, workspaceRoot: folder.root, overrides: {}, scratch: folder.root }
  const { draft } = await recognise(request, context)
  return readParquet(pathsOf(await folder.stage(draft)))
}

async function write(name: string, select: string): Promise<string> {
  const path = join(folder.root, name)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  return path
}

function wideDecimal(name: string): SchemaElement {
  const decimal = { converted_type: 'DECIMAL', precision: 50, scale: 2 } as const
  return { name, type: 'FIXED_LEN_BYTE_ARRAY', type_length: 21, repetition_type: 'REQUIRED', ...decimal }
}

it('columns whose names differ by case only are told apart', async () => {
  const columnData = [
    { name: 'Code', data: ['A'], type: 'STRING' as const },
    { name: 'code', data: ['B'], type: 'STRING' as const },
    { name: 'CODE', data: ['C'], type: 'STRING' as const }
  ]
  const path = await folder.put('a.parquet', new Uint8Array(parquetWriteBuffer({ columnData })))
  const [row] = await loadAsRecognised(path)
  expect(Object.values(row ?? {})).toEqual(['A', 'B', 'C'])
})

it('columns of the very same name are told apart by their place', async () => {
  const columnData = ['A', 'B', 'C'].map((value) => ({ name: 'code', data: [value], type: 'STRING' as const }))
  const path = await folder.put('a.parquet', new Uint8Array(parquetWriteBuffer({ columnData })))
  expect(Object.values((await loadAsRecognised(path))[0] ?? {})).toEqual(['A', 'B', 'C'])
})

it('nested values become JSON, bytes the text that they are or hexadecimal', async () => {
  const path = await write(
    'n.parquet',
    `SELECT {'a': 1, 'b': [1.5, NULL]} AS s, [1, 2] AS l, MAP {'k': '가'} AS m, '\\xEA\\xB0\\x80'::BLOB AS t, '\\xFF\\x00'::BLOB AS x`
  )
  expect(await loadAsRecognised(path)).toEqual([{ s: '{"a":1,"b":[1.5,null]}', l: '[1,2]', m: '{"k":"가"}', t: '가', x: 'ff00' }])
})

it.each([
  ['at the top', [{ name: 'root', num_children: 1 }, wideDecimal('price')]],
  [
    'inside a struct',
    [
      { name: 'root', num_children: 1 },
      { name: 'price', num_children: 1, repetition_type: 'REQUIRED' as const },
      wideDecimal('amount')
    ]
  ]
] as const)(
  'a decimal of more than 38 digits %s is refused by column and type, never read as another number',
  async (_, schema) => {
    const data = schema.length === 2 ? [110n] : [{ amount: 110n }]
    const file = parquetWriteBuffer({ schema: [...schema], columnData: [{ name: 'price', data }] })
    const location = await folder.put('wide.parquet', new Uint8Array(file))
    const columns = [{ name: 'price', source: { header: 'price' }, type: 'text' as const }]
    await expect(folder.stage({ source: { location, format: 'parquet' }, columns })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/"wide\.parquet".*"price".*decimal\(50,2\)/) as string,
      details: { file: 'wide.parquet', column: 'price', type: 'decimal(50,2)' }
    })
  }
)

it('a decimal of more than 38 digits does no harm in a column that the dataset does not read', async () => {
  const schema = [
    { name: 'root', num_children: 2 },
    wideDecimal('price'),
    { name: 'id', type: 'INT32' as const, repetition_type: 'REQUIRED' as const }
  ]
  const columnData = [
    { name: 'price', data: [110n] },
    { name: 'id', data: [7] }
  ]
  const location = await folder.put('wide.parquet', new Uint8Array(parquetWriteBuffer({ schema, columnData })))
  const columns = [{ name: 'id', source: { header: 'id' }, type: 'integer' as const }]
  expect(await readParquet(pathsOf(await folder.stage({ source: { location, format: 'parquet' }, columns })))).toEqual([
    { id: 7n }
  ])
})
