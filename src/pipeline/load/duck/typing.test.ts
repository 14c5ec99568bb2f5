import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { readParquet } from './testing/read-parquet'
import { pathsOf, WorkFolder } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

type Column = DatasetSpecInput['columns'][number]

/** What each text becomes in a column, `bad` where it is refused. */
async function read(column: Omit<Column, 'name' | 'source'>, texts: readonly string[], nulls: string[] = []): Promise<unknown[]> {
  const location = await folder.put('a.csv', `id;v\n${texts.map((text, index) => `${index};"${text}"`).join('\n')}\n`)
  const loaded = await folder.stage({
    source: { location, format: 'csv', delimiter: ';', nulls },
    columns: [
      { name: 'id', source: { header: 'id' }, type: 'integer' },
      { name: 'v', source: { header: 'v' }, ...column }
    ],
    maxBadShare: 1
  })
  const found = new Map((await readParquet(pathsOf(loaded))).map(({ id, v }) => [Number(id), v]))
  return texts.map((_, index) => (found.has(index) ? plain(found.get(index)) : 'bad'))
}

/** The reader makes doubles of decimals: 15 digits are exact. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(15)) : value
}

it('reads integers exactly or not at all', async () => {
  const texts = [
    '1',
    '-5',
    '+7',
    '007',
    '1e+05',
    '1.5e3',
    '2.0',
    '9223372036854775807',
    '1.5',
    '9223372036854775808',
    '1_000',
    '0x10',
    '1,000',
    'C',
    '',
    '1e-1',
    '１'
  ]
  expect(await read({ type: 'integer' }, texts)).toEqual([
    '1',
    '-5',
    '7',
    '7',
    '100000',
    '1500',
    '2',
    '9223372036854775807',
    'bad',
    'bad',
    'bad',
    'bad',
    'bad',
    'bad',
    'bad',
    'bad',
    'bad'
  ])
})

it('reads decimals without rounding', async () => {
  const texts = ['1.25', '-0.1', '.5', '5.', '1e-2', '1.250', '12345678.12', '1.255', '123456789', 'nan', '1_0']
  expect(await read({ type: 'decimal(10,2)' }, texts)).toEqual([
    1.25,
    -0.1,
    0.5,
    5,
    0.01,
    1.25,
    12345678.12,
    'bad',
    'bad',
    'bad',
    'bad'
  ])
})

it('divides exactly or not at all', async () => {
  expect(await read({ type: 'decimal(12,4)', divideBy: 10_000 }, ['1674100', '1', '1.5', '-25000'])).toEqual([
    167.41,
    0.0001,
    'bad',
    -2.5
  ])
  expect(await read({ type: 'decimal(12,2)', divideBy: 8 }, ['2', '1', '-4'])).toEqual([0.25, 'bad', -0.5])
  expect(await read({ type: 'integer', divideBy: 1000 }, ['5000', '-3000', '5001'])).toEqual(['5', '-3', 'bad'])
})

it('reads floats, with NaN and infinity only where they are written', async () => {
  expect(await read({ type: 'float' }, ['0.1', '1e300', 'NaN', '-inf', '1e400', '1_0', 'x'])).toEqual([
    0.1,
    1e300,
    NaN,
    -Infinity,
    'bad',
    'bad',
    'bad'
  ])
})

it('reads dates that exist', async () => {
  const texts = ['2024-02-29', '2023-02-29', '2023-1-2', '20230102', '2023/01/02', '2023-01-02 10:00', 'infinity']
  expect(await read({ type: 'date' }, texts)).toEqual(['2024-02-29T00:00:00.000Z', 'bad', 'bad', 'bad', 'bad', 'bad', 'bad'])
  expect(await read({ type: 'date', format: '%d/%m/%Y' }, ['28/02/2023', '31/02/2023'])).toEqual([
    '2023-02-28T00:00:00.000Z',
    'bad'
  ])
})

it('keeps wall clock, instant and time of day apart', async () => {
  const texts = [
    '2023-09-04 21:24:48',
    '2023-09-04T21:24',
    '2023-09-04 21:24:48+09:00',
    '2023-09-04T21:24:48.123456',
    '2023-09-04 25:00:00'
  ]
  expect(await read({ type: 'datetime' }, texts)).toEqual([
    '2023-09-04T21:24:48.000Z',
    '2023-09-04T21:24:00.000Z',
    'bad',
    '2023-09-04T21:24:48.123Z',
    'bad'
  ])
  expect(await read({ type: 'timestamp' }, texts)).toEqual([
    '2023-09-04T12:24:48.000Z',
    '2023-09-04T12:24:00.000Z',
    '2023-09-04T12:24:48.000Z',
    '2023-09-04T12:24:48.123Z',
    'bad'
  ])
  expect(await read({ type: 'time' }, ['09:00', '23:59:59.999999', '24:00', '9:00'])).toEqual([
    '32400000000',
    '86399999999',
    'bad',
    'bad'
  ])
  expect(await read({ type: 'time', format: 'ms-of-day' }, ['34200124', '86400000', '-1', '0.5'])).toEqual([
    '34200124000',
    'bad',
    'bad',
    '500'
  ])
})

it('reads wall-clock text in the zone of its column, over both changes of the clocks', async () => {
  const texts = ['2023-03-12 01:59:59', '2023-03-12 02:30:00', '2023-03-12 03:00:00', '1987-05-10 12:00:00']
  expect(await read({ type: 'timestamp', zone: 'America/New_York' }, texts)).toEqual([
    '2023-03-12T06:59:59.000Z',
    'bad',
    '2023-03-12T07:00:00.000Z',
    '1987-05-10T16:00:00.000Z'
  ])
  // Korea had summer time in 1987 and 1988.
  expect(await read({ type: 'timestamp', zone: 'Asia/Seoul' }, ['1987-06-10 12:00:00', '2023-06-10 12:00:00'])).toEqual([
    '1987-06-10T02:00:00.000Z',
    '2023-06-10T03:00:00.000Z'
  ])
})

it('takes the texts that the dataset names as missing, and no others', async () => {
  expect(await read({ type: 'float', nulls: ['0.0'] }, ['0.0', '0', 'NA', '1'], ['NA'])).toEqual([null, 0, null, 1])
})

it('keeps text as it is', async () => {
  const texts = ['005930', ' padded ', '1e5', '한글', '']
  expect(await read({ type: 'text' }, texts)).toEqual(texts)
})

it('refuses offsets that no place on earth keeps', async () => {
  const texts = ['+14:00', '+14:01', '+15:00', '-12:00', '-12:30', '+09:60', '+99:00', '+0930', '-03'].map(
    (offset) => `2023-09-01T09:00:00${offset}`
  )
  expect(await read({ type: 'timestamp' }, texts)).toEqual([
    '2023-08-31T19:00:00.000Z',
    'bad',
    'bad',
    '2023-09-01T21:00:00.000Z',
    'bad',
    'bad',
    'bad',
    '2023-08-31T23:30:00.000Z',
    '2023-09-01T12:00:00.000Z'
  ])
  const formatted = ['2023-09-01 09:00:00 +0900', '2023-09-01 09:00:00 +9900', '2023-09-01 09:00:00 +0960']
  expect(await read({ type: 'timestamp', format: '%Y-%m-%d %H:%M:%S %z' }, formatted)).toEqual([
    '2023-09-01T00:00:00.000Z',
    'bad',
    'bad'
  ])
})

it('refuses such offsets also where more text follows them', async () => {
  const spoken = ['+0000', '+9900', '+0960', '+0900', '-1230'].map((offset) => `Wed Aug 27 13:08:45 ${offset} 2008`)
  expect(await read({ type: 'timestamp', format: '%a %b %d %H:%M:%S %z %Y' }, spoken)).toEqual([
    '2008-08-27T13:08:45.000Z',
    'bad',
    'bad',
    '2008-08-27T04:08:45.000Z',
    'bad'
  ])
  const named = ['+0900', '+9900'].map((offset) => `2023-09-01 09:00:00${offset} (KST)`)
  expect(await read({ type: 'timestamp', format: '%Y-%m-%d %H:%M:%S%z (KST)' }, named)).toEqual([
    '2023-09-01T00:00:00.000Z',
    'bad'
  ])
})

it('reads all ways to write a KRX code as the same code, and guesses none', async () => {
  const same = ['005930', 'A005930', 'a005930', 'KR7005930003', '005930.KS', '005930.ks', '005930 KS', 'KRX:005930', ' 005930 ']
  expect(await read({ type: 'text', code: 'krx' }, same)).toEqual(same.map(() => '005930'))
  const others = ['0001A0', 'A0001A0', '00680K', '035720.KQ', 'Q500001']
  expect(await read({ type: 'text', code: 'krx' }, others)).toEqual(['0001A0', '0001A0', '00680K', '035720', '500001'])
})

it('tells preferred shares by their ISIN, and refuses one whose check digit is wrong', async () => {
  const texts = ['KR7005931001', 'KR7005387003', 'KR7005930004', '5930', '005930.US', 'US0378331005']
  expect(await read({ type: 'text', code: 'krx' }, texts)).toEqual(['005935', 'bad', 'bad', 'bad', 'bad', 'bad'])
})

it('converts a declared unit by an exact power of ten, and nothing else', async () => {
  const whole = { type: 'integer', unit: '원', sourceUnit: '억원' } as const
  expect(await read(whole, ['4256460', '0.5', '1e2', '0.000000001', '-3'])).toEqual([
    ...['425646000000000', '50000000', '10000000000', 'bad', '-300000000']
  ])
  const share = { type: 'decimal(12,4)', unit: '억원', sourceUnit: '원' } as const
  expect(await read(share, ['420272691520000', '50000', '1'])).toEqual([4202726.9152, 0.0005, 'bad'])
  expect(await read({ type: 'float', unit: '억원', sourceUnit: '원' }, ['420272691520000'])).toEqual([4202726.9152])
})

it('reads numbers in groups of three only where that is declared', async () => {
  const texts = ['82,500', '1,082,500', '1,5', '12,50', '82500', '-1,000.5']
  expect(await read({ type: 'decimal(10,1)', thousands: ',' }, texts)).toEqual([82500, 1082500, 'bad', 'bad', 82500, -1000.5])
  expect(await read({ type: 'decimal(10,1)' }, ['82,500'])).toEqual(['bad'])
})

it('reads decimals exactly whether they fit into 18 digits or not', async () => {
  const texts = [
    '-1234567890123456.78',
    '9999999999999999.99',
    '123456789012345678.25',
    '-0.5',
    '1e3',
    '1234567890123456789.00',
    '0.125'
  ]
  const shown = [-1234567890123456.78, 9999999999999999.99, 123456789012345678.25, -0.5, 1000, 'bad', 'bad']
  const rounded = shown.map((value) => (typeof value === 'number' ? Number(value.toPrecision(15)) : value))
  expect(await read({ type: 'decimal(20,2)' }, texts)).toEqual(rounded)
})
