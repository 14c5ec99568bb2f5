import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
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

it('nested values become JSON, bytes the text that they are or hexadecimal', async () => {
  const path = await write(
    'n.parquet',
    `SELECT {'a': 1, 'b': [1.5, NULL]} AS s, [1, 2] AS l, MAP {'k': '가'} AS m, '\\xEA\\xB0\\x80'::BLOB AS t, '\\xFF\\x00'::BLOB AS x`
  )
  expect(await loadAsRecognised(path)).toEqual([{ s: '{"a":1,"b":[1.5,null]}', l: '[1,2]', m: '{"k":"가"}', t: '가', x: 'ff00' }])
})
