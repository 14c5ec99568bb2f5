import { describe, expect, it } from 'vitest'
import type { ResultColumn } from '../contract'
import { decodePage } from './decode-page'
import { Output } from './output'
import { formatTable } from './table'

const captured = (json: boolean) => {
  const written = { stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (written[name] += text) })
  return { written, out: new Output(sink('stdout'), sink('stderr'), json) }
}

describe('what is printed', () => {
  it('is one JSON value and a newline, with integers above 2^53 as text', () => {
    const { out, written } = captured(true)
    out.result({ small: 1, edge: 2 ** 53 - 1, big: 9_007_199_254_740_993n, float: 1e300, half: 0.5 }, 'text')
    expect(written).toEqual({
      stdout: '{"small":1,"edge":9007199254740991,"big":"9007199254740993","float":1e+300,"half":0.5}\n',
      stderr: ''
    })
  })

  it('is an error as JSON on standard output, or as words on standard error', () => {
    const error = { code: 'file.missing' as const, message: 'no file', retriable: false }
    const json = captured(true)
    json.out.error(error)
    expect(JSON.parse(json.written.stdout)).toEqual({
      error: { code: 'file.missing', message: 'no file', hint: null, details: {} }
    })
    const text = captured(false)
    text.out.error({ ...error, hint: 'look again' })
    expect(text.written).toEqual({ stdout: '', stderr: 'penstock: no file [file.missing]\nlook again\n' })
  })

  it('is a table whose columns are straight also with Korean text, numbers to the right', () => {
    const rows = [
      { name: '삼성전자', price: 71_300 },
      { name: 'a', price: 5 }
    ]
    const lines = formatTable(rows, [
      { title: 'name', value: ({ name }) => name },
      { title: 'price', value: ({ price }) => price }
    ])
    expect(lines).toBe('name       price\n삼성전자  71,300\na              5')
  })

  it('does not pass on control characters of data to the terminal', () => {
    expect(formatTable([{ v: 'a\u001b[2Jb' }], [{ title: 'v', value: ({ v }) => v }])).toBe('v\na [2Jb')
  })
})

describe('rows of a result page', () => {
  const column = (name: string, kind: ResultColumn['kind'], encoding: ResultColumn['encoding']): ResultColumn => ({
    name,
    kind,
    type: kind,
    encoding
  })
  const empty = new Uint8Array()
  const bytesOf = (array: ArrayBufferView<ArrayBuffer>) => new Uint8Array(array.buffer)
  const page = (columns: ResultColumn[], rows: number) => ({ handle: 'h', from: 0, rows, columns })

  it('have exact integers, ISO times, decimals as text and nulls by the validity bitmap', () => {
    const columns = [
      column('n', 'integer', 'i64'),
      column('at', 'timestamp', 'i64'),
      column('wall', 'datetime', 'i64'),
      column('time', 'time', 'i64'),
      column('day', 'date', 'i32'),
      column('금액', 'decimal', 'utf8'),
      column('ok', 'boolean', 'u8'),
      column('f', 'float', 'f64')
    ]
    const text = new TextEncoder().encode('0.1082,500')
    const buffers = [
      [new Uint8Array([0b01]), bytesOf(new BigInt64Array([-(2n ** 62n), 0n])), empty],
      [empty, bytesOf(new BigInt64Array([1_693_785_600_000_000n, -1n])), empty],
      [empty, bytesOf(new BigInt64Array([0n, 1_500_000n])), empty],
      [empty, bytesOf(new BigInt64Array([34_200_000_000n, 86_399_999_999n])), empty],
      [empty, bytesOf(new Int32Array([19_604, -1])), empty],
      [empty, text, bytesOf(new Uint32Array([0, 4, 10]))],
      [empty, new Uint8Array([1, 0]), empty],
      [empty, bytesOf(new Float64Array([0.5, NaN])), empty]
    ].flat()
    expect(decodePage(page(columns, 2), buffers)).toEqual([
      {
        n: -4611686018427387904n,
        at: '2023-09-04T00:00:00Z',
        wall: '1970-01-01T00:00:00',
        time: '09:30:00',
        day: '2023-09-04',
        금액: '0.10',
        ok: true,
        f: 0.5
      },
      {
        n: null,
        at: '1969-12-31T23:59:59.999999Z',
        wall: '1970-01-01T00:00:01.500000',
        time: '23:59:59.999999',
        day: '1969-12-31',
        금액: '82,500',
        ok: false,
        f: 'NaN'
      }
    ])
  })
})
