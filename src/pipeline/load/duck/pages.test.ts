import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDuckWorker } from './worker'
import { diff } from './diff'
import { pathsOf, quiet, WorkFolder, type Loaded, type SpecDraft } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const allTypes: SpecDraft['columns'] = [
  { name: '이름', source: { position: 0 }, type: 'text' },
  { name: 'n', source: { position: 1 }, type: 'integer' },
  { name: 'price', source: { position: 2 }, type: 'decimal(20,3)', unit: '원' },
  { name: 'x', source: { position: 3 }, type: 'float' },
  { name: 'ok', source: { position: 4 }, type: 'boolean' },
  { name: 'day', source: { position: 5 }, type: 'date' },
  { name: 'wall', source: { position: 6 }, type: 'datetime' },
  { name: 'at', source: { position: 7 }, type: 'timestamp' },
  { name: 'clock', source: { position: 8 }, type: 'time' }
]

async function loadAll(text: string): Promise<Loaded> {
  const location = await folder.put('a.csv', text)
  return folder.stage({ source: { location, format: 'csv', header: false }, columns: allTypes })
}

describe('a page', () => {
  it('holds each type as the wire has it: exact text, 64-bit numbers, days, microseconds, and nulls as bits', async () => {
    const loaded = await loadAll(
      '"가,나",9007199254740993,12345678901234567.891,0.1,true,1969-12-31,2023-09-04 21:24:48.5,2023-09-04T12:24:48.000001Z,09:00:00.25\n,,,,,,,,\n'
    )
    const worker = await createDuckWorker()
    const page = await worker.preview({ files: pathsOf(loaded), schema: loaded.staged.schema, limit: 10 }, quiet())
    expect(page.rows).toBe(2)
    expect(page.columns.map(({ name, encoding }) => `${name} ${encoding}`)).toEqual([
      '이름 utf8',
      'n i64',
      'price utf8',
      'x f64',
      'ok u8',
      'day i32',
      'wall i64',
      'at i64',
      'clock i64'
    ])
    expect(page.columns[2]).toMatchObject({ unit: '원', type: 'decimal(20,3)' })
    const buffer = (column: number, part: number): Uint8Array => page.buffers[column * 3 + part] ?? new Uint8Array()
    const first64 = (column: number): bigint => new BigInt64Array(buffer(column, 1).buffer)[0] ?? -1n
    for (let column = 0; column < 9; column++) expect([...buffer(column, 0)]).toEqual([0b01])
    expect(new TextDecoder().decode(buffer(0, 1))).toBe('가,나')
    expect([...new Uint32Array(buffer(0, 2).buffer)]).toEqual([0, 7, 7])
    expect(first64(1)).toBe(9007199254740993n)
    expect(new TextDecoder().decode(buffer(2, 1))).toBe('12345678901234567.891')
    expect(new Float64Array(buffer(3, 1).buffer)[0]).toBe(0.1)
    expect(buffer(4, 1)[0]).toBe(1)
    expect(new Int32Array(buffer(5, 1).buffer)[0]).toBe(-1)
    expect(first64(6)).toBe(BigInt(Date.UTC(2023, 8, 4, 21, 24, 48, 500)) * 1000n)
    expect(first64(7)).toBe(BigInt(Date.UTC(2023, 8, 4, 12, 24, 48)) * 1000n + 1n)
    expect(first64(8)).toBe(32_400_250_000n)
  })

  it('takes rows [from, to) of chosen columns in file order', async () => {
    const location = await folder.put('n.csv', `n\n${Array.from({ length: 300_000 }, (_, index) => index).join('\n')}\n`)
    const loaded = await folder.stage({
      source: { location, format: 'csv' },
      columns: [{ name: 'n', source: { header: 'n' }, type: 'integer' }]
    })
    const worker = await createDuckWorker()
    const page = await worker.page(
      { files: pathsOf(loaded), schema: loaded.staged.schema, limit: 0, columns: ['n'], from: 250_000, to: 250_003 },
      quiet()
    )
    expect([...new BigInt64Array(page.buffers[1]?.buffer ?? new ArrayBuffer(0))]).toEqual([250_000n, 250_001n, 250_002n])
  })
})

describe('the difference of two versions', () => {
  const load = async (name: string, text: string): Promise<Loaded> => {
    const location = await folder.put(name, text)
    const names = text.slice(0, text.indexOf('\n')).split(',')
    return folder.stage({
      source: { location, format: 'csv' },
      columns: names.map((column) => ({
        name: column,
        source: { header: column },
        type: column === 'close' ? 'integer' : 'text'
      }))
    })
  }
  const compare = (before: Loaded, after: Loaded, key: string[]) =>
    diff(
      {
        dataset: 'd',
        dt: 'all',
        from: { version: 1, files: pathsOf(before), digest: undefined },
        to: { version: 2, files: pathsOf(after), digest: undefined },
        schemaFrom: before.staged.schema,
        schemaTo: after.staged.schema,
        key,
        sampleSize: 10,
        scratch: folder.request({ source: { location: 'x', format: 'csv' }, columns: allTypes }).scratch
      },
      quiet()
    )

  it('matches rows by key and names what changed', async () => {
    const before = await load('a.csv', 'code,close\n1,10\n2,20\n3,30\n')
    const after = await load('b.csv', 'code,close,note\n2,20,\n3,33,fixed\n4,40,\n')
    expect(await compare(before, after, ['code'])).toMatchObject({
      by: ['code'],
      added: 1,
      removed: 1,
      changed: 1,
      unchanged: 1,
      columns: [
        { name: 'close', changed: 1 },
        { name: 'note', changed: 1 }
      ],
      samples: [
        {
          kind: 'changed',
          key: { code: '3' },
          before: { code: '3', close: 30, note: null },
          after: { code: '3', close: 33, note: 'fixed' }
        },
        { kind: 'added', key: { code: '4' }, before: null, after: { code: '4', close: 40, note: null } },
        { kind: 'removed', key: { code: '1' }, before: { code: '1', close: 10, note: null }, after: null }
      ]
    })
  })

  it('compares whole rows, each as often as it occurs, where there is no key', async () => {
    const before = await load('a.csv', 'code,close\n1,10\n1,10\n2,20\n')
    const after = await load('b.csv', 'code,close\n1,10\n3,30\n')
    expect(await compare(before, after, [])).toMatchObject({ by: [], added: 1, removed: 2, changed: 0, unchanged: 1 })
  })
})
