import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { digests } from './recompute'
import { Digests } from './digests'
import { Session } from './session'
import { readParquet } from './testing/read-parquet'
import { pathsOf, quiet, WorkFolder, type Loaded } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const columns: DatasetSpecInput['columns'] = [
  { name: 'code', source: { header: 'code' }, type: 'text' },
  { name: '가격 (원)', source: { header: 'price' }, type: 'decimal(12,2)' },
  { name: 'change', source: { header: 'change' }, type: 'float' },
  { name: 'day', source: { header: 'day' }, type: 'date' },
  { name: 'at', source: { header: 'at' }, type: 'timestamp' }
]
const rows = ['005930,71300,0.14,2023-09-04,2023-09-04 21:24:48', '000660,-0.5,nan,2023-09-05,2023-09-04T12:24:48Z', ',,-0.0,,']

async function load(name: string, lines: readonly string[], more = columns): Promise<Loaded> {
  const header = more.map(({ source }) => ('header' in source ? source.header : '')).join(',')
  const location = await folder.put(name, `${header}\n${lines.join('\n')}\n`)
  return folder.stage({ source: { location, format: 'csv' }, columns: more })
}

const digestOf = (loaded: Loaded): string | undefined => loaded.staged.partitions[0]?.digest
const recompute = (loaded: Loaded, files = pathsOf(loaded)) =>
  digests({ groups: [{ files }], schema: loaded.staged.schema, specified: true }, quiet())

describe('the fast digest', () => {
  it('is of the algorithm whose known answer this DuckDB gives', async () => {
    const session = await Session.open(folder.root, quiet())
    try {
      expect((await Digests.of(session)).format(0n)).toBe(`ph2:${'0'.repeat(32)}`)
    } finally {
      session.close()
    }
  })

  it('does not depend on the order of rows, adds up over files, and is found again from the files', async () => {
    const all = await load('a.csv', rows)
    const turned = await load('b.csv', rows.toReversed())
    expect(digestOf(turned)).toBe(digestOf(all))
    const [one, two] = [await load('c.csv', rows.slice(0, 1)), await load('d.csv', rows.slice(1))]
    expect(digestOf(one)).not.toBe(digestOf(all))
    const [together] = await recompute(all, [...pathsOf(one), ...pathsOf(two)])
    expect(together).toMatchObject({ rows: 3, digest: digestOf(all) })
  })

  it('counts −0.0 as 0.0 and is blind to an added column of nulls, but to nothing else', async () => {
    const all = digestOf(await load('a.csv', rows))
    expect(
      digestOf(
        await load(
          'b.csv',
          rows.map((row) => row.replace('-0.0', '0'))
        )
      )
    ).toBe(all)
    const wider = [...columns, { name: 'volume', source: { header: 'volume' }, type: 'integer' as const }]
    expect(
      digestOf(
        await load(
          'c.csv',
          rows.map((row) => `${row},`),
          wider
        )
      )
    ).toBe(all)
    for (const changed of [rows.map((row) => row.replace('71300', '71300.01')), [...rows, rows[0] ?? ''], rows.slice(1)]) {
      expect(digestOf(await load('d.csv', changed))).not.toBe(all)
    }
  })
})

describe('the fast digest of rows that differ', () => {
  const prices: DatasetSpecInput['columns'] = ['open', 'close'].map((name) => ({
    name,
    source: { header: name },
    type: 'integer'
  }))
  const digestOfPrices = async (...lines: string[]) => digestOf(await load('prices.csv', lines, prices))

  it('sees equal values of two columns change together', async () => {
    expect(await digestOfPrices('1,1')).not.toBe(await digestOfPrices('2,2'))
  })

  it('sees two columns exchange their values', async () => {
    expect(await digestOfPrices('1,2')).not.toBe(await digestOfPrices('2,1'))
    expect(await digestOfPrices('1,')).not.toBe(await digestOfPrices(',1'))
    expect(await digestOfPrices('1,3', '2,4')).not.toBe(await digestOfPrices('1,4', '2,3'))
  })

  it('tells 0 from −1 in the last place of a long decimal', async () => {
    const long: DatasetSpecInput['columns'] = [{ name: 'amount', source: { header: 'amount' }, type: 'decimal(30,2)' }]
    expect(digestOf(await load('a.csv', ['-0.01'], long))).not.toBe(digestOf(await load('b.csv', ['0.00'], long)))
  })

  it('counts rows of nulls', async () => {
    expect(await digestOfPrices('1,1', ',')).not.toBe(await digestOfPrices('1,1'))
    expect(await digestOfPrices(',', ',')).not.toBe(await digestOfPrices(','))
  })

  it('is another one for every table of small numbers', async () => {
    const tables = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => `${a},${b}`))
    const found = new Set<string | undefined>()
    for (const table of tables) found.add(await digestOfPrices(table))
    expect(found.size).toBe(tables.length)
  })

  it('counts every NaN as one value', async () => {
    const ratios: DatasetSpecInput['columns'] = [{ name: 'ratio', source: { header: 'ratio' }, type: 'float' }]
    expect(digestOf(await load('a.csv', ['nan'], ratios))).toBe(digestOf(await load('b.csv', ['-nan'], ratios)))
  })
})

describe('the specified digest', () => {
  it('is what plain code finds in the files by its written rules', async () => {
    const loaded = await load('a.csv', rows)
    const [found] = await recompute(loaded)
    expect(found?.specified).toBe(await plainDigest(loaded))
  })
})

/** The rules of specified-digest.ts, over rows that an independent reader reads. */
async function plainDigest(loaded: Loaded): Promise<string> {
  let sum = 0n
  const sorted = loaded.staged.schema.columns.toSorted((a, b) => (a.physical < b.physical ? -1 : 1))
  for (const row of await readParquet(pathsOf(loaded))) {
    const cells = sorted.map(({ physical, type }) => {
      const value = row[physical]
      return value === null ? '' : `${physical}\u001f${type}\u001f${plainText(value, type)}\u001e`
    })
    sum += BigInt(`0x${createHash('sha256').update(cells.join('')).digest('hex')}`)
  }
  return `ps1:${(sum % 2n ** 256n).toString(16).padStart(64, '0')}`
}

function plainText(value: unknown, type: string): string {
  if (type === 'date') return (value as Date).toISOString().slice(0, 10)
  if (type === 'timestamp') return String(BigInt((value as Date).getTime()) * 1000n)
  if (type === 'decimal(12,2)') return (value as number).toFixed(2)
  if (type !== 'float') return String(value)
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(Object.is(value, -0) ? 0 : (value as number))
  return bytes.toString('hex')
}
