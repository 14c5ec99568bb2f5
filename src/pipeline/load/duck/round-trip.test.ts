import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { readParquet, readUnscaled } from './testing/read-parquet'
import { pathsOf, WorkFolder } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

type Value = string | bigint | number | boolean | null
type Column = DatasetSpecInput['columns'][number]

const piece = fc.constantFrom(
  '가',
  '삼성전자',
  ' ',
  '"',
  '""',
  ',',
  '\n',
  '\r\n',
  ';',
  "'",
  '\\',
  'e',
  '0',
  '005930',
  '-',
  '\u00a0',
  '😀',
  'NULL'
)
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
const scaled = fc.bigInt({ min: -(10n ** 17n) + 1n, max: 10n ** 17n - 1n })

/** How a value is written, and what an independent reader must find. */
const kinds: {
  column: Pick<Column, 'type'>
  values: fc.Arbitrary<Value>
  write: (value: NonNullable<Value>) => string
  found: (value: unknown) => unknown
}[] = [
  { column: { type: 'text' }, values: text, write: String, found: (value) => value },
  {
    column: { type: 'integer' },
    values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    write: String,
    found: (value) => value
  },
  {
    column: { type: 'float' },
    values: fc.double({ noNaN: true, noDefaultInfinity: true }),
    write: String,
    found: (value) => value
  },
  { column: { type: 'boolean' }, values: fc.boolean(), write: String, found: (value) => value }
]

const cell = (value: string | null, always: boolean): string =>
  value === null ? '' : always || value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value

const same = (found: unknown, expected: Value): boolean => Object.is(found, expected) || (found === 0 && expected === 0)

it('any table comes back from Parquet as it was written, null and empty text apart, in its order', async () => {
  const table = fc.array(fc.integer({ min: 0, max: kinds.length - 1 }), { minLength: 1, maxLength: 5 }).chain((chosen) =>
    fc.record({
      chosen: fc.constant(chosen),
      rows: fc.array(fc.tuple(...chosen.map((kind) => fc.option(kinds[kind]?.values ?? text, { freq: 5 }))), { maxLength: 30 }),
      newline: fc.constantFrom('\n', '\r\n'),
      quoteAll: fc.boolean(),
      last: fc.boolean()
    })
  )
  await fc.assert(
    fc.asyncProperty(table, async ({ chosen, rows, newline, quoteAll, last }) => {
      // A row without any byte is an empty line, which is no row.
      const kept = rows.filter((row) => chosen.length > 1 || row.some((value) => value !== null))
      const lines = kept.map((row) =>
        row
          .map((value, index) => cell(value === null ? null : (kinds[chosen[index] ?? 0]?.write(value) ?? ''), quoteAll))
          .join(',')
      )
      const header = chosen.map((_, index) => `c${index}`)
      const location = await folder.put('a.csv', [header.join(','), ...lines].join(newline) + (last ? newline : ''))
      const columns = header.map((name, index) => ({
        name,
        source: { header: name },
        ...(kinds[chosen[index] ?? 0]?.column ?? { type: 'text' })
      }))
      const loaded = await folder.stage({ source: { location, format: 'csv' }, columns })
      expect(loaded.staged).toMatchObject({ rowsRead: kept.length, rowsQuarantined: 0 })
      const found = await readParquet(pathsOf(loaded))
      expect(found).toHaveLength(kept.length)
      for (const [at, row] of kept.entries()) {
        for (const [index, expected] of row.entries()) {
          if (!same(found[at]?.[`c${index}`], expected)) expect(found[at]?.[`c${index}`]).toEqual(expected)
        }
      }
    }),
    { numRuns: 60 }
  )
}, 120_000)

it('decimals keep every digit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(scaled, { minLength: 1, maxLength: 40 }), async (values) => {
      const texts = values.map((value) => {
        const digits = (value < 0n ? -value : value).toString().padStart(4, '0')
        return `${value < 0n ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`
      })
      const location = await folder.put('a.csv', `d\n${texts.join('\n')}\n`)
      const loaded = await folder.stage({
        source: { location, format: 'csv' },
        columns: [{ name: 'd', source: { header: 'd' }, type: 'decimal(18,3)' }]
      })
      expect(await readUnscaled(pathsOf(loaded), 'd')).toEqual(values)
      expect(loaded.staged).toMatchObject({ rowsWritten: values.length })
    }),
    { numRuns: 30 }
  )
}, 60_000)
