import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatShare, formatWon, shortDigest } from './format'
import { formatCell, formatInstant, zoneLabel } from './format-time'

describe('a count', () => {
  it('is grouped by thousands, beyond what a float can hold too', () => {
    expect(formatCount(1_566_585)).toBe('1,566,585')
    expect(formatCount(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993')
  })
})

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [1024, '1.0 KiB'],
    [10_278_123, '9.8 MiB'],
    [119_537_664, '114 MiB'],
    [3_435_973_836, '3.2 GiB'],
    [1_048_575, '1.0 MiB']
  ])('%d reads %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})

describe('a duration', () => {
  it.each([
    [340, '340 ms'],
    [11_240, '11.2 s'],
    [59_960, '1 m 00 s'],
    [184_000, '3 m 04 s'],
    [3_720_000, '1 h 02 m']
  ])('of %d ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})

describe('a share', () => {
  it('is never rounded to nothing or to everything', () => {
    expect(formatShare(0.05)).toBe('5 %')
    expect(formatShare(0.00001)).toBe('< 0.01 %')
    expect(formatShare(0.999999)).toBe('> 99.99 %')
    expect(formatShare(0)).toBe('0 %')
    expect(formatShare(1)).toBe('100 %')
  })
})

describe('won', () => {
  it.each([
    [71_300n, '7만 1,300원'],
    [9_999n, '9,999원'],
    [425_646_012_345_678n, '425조 6,460억원'],
    [100_000_000n, '1억원'],
    [-350_000_000n, '−3억 5,000만원']
  ])('%d reads %s', (won, text) => expect(formatWon(won)).toBe(text))
})

describe('a cell', () => {
  it('keeps integers beyond a float exact and leaves years alone', () => {
    expect(formatCell(9_007_199_254_740_993n, { kind: 'integer' }, 'UTC')).toBe('9,007,199,254,740,993')
    expect(formatCell(2007n, { kind: 'integer' }, 'UTC')).toBe('2007')
    expect(formatCell(4040n, { kind: 'integer', unit: '원' }, 'UTC')).toBe('4,040')
  })

  it('keeps every digit of a decimal and every zero of a code', () => {
    expect(formatCell('-1234567.50', { kind: 'decimal' }, 'UTC')).toBe('-1,234,567.50')
    expect(formatCell('005930', { kind: 'text' }, 'UTC')).toBe('005930')
  })

  it('shows an instant in the zone and a wall clock as it is', () => {
    const micros = 1_693_785_600_000_000n
    expect(formatCell(micros, { kind: 'timestamp' }, 'Asia/Seoul')).toBe('2023-09-04 09:00:00')
    expect(formatCell(micros, { kind: 'datetime' }, 'Asia/Seoul')).toBe('2023-09-04 00:00:00')
    expect(formatCell(micros + 250_000n, { kind: 'datetime' }, 'Asia/Seoul')).toBe('2023-09-04 00:00:00.25')
  })

  it('shows dates before 1970 and times of day', () => {
    expect(formatCell(-1, { kind: 'date' }, 'Asia/Seoul')).toBe('1969-12-31')
    expect(formatCell(-1n, { kind: 'datetime' }, 'Asia/Seoul')).toBe('1969-12-31 23:59:59.999999')
    expect(formatCell(32_400_000_000n, { kind: 'time' }, 'Asia/Seoul')).toBe('09:00:00')
  })

  it('shows nothing where there is no value', () => {
    expect(formatCell(null, { kind: 'float' }, 'UTC')).toBe('')
  })
})

describe('an instant', () => {
  it('is shown in the zone of the settings, also over a change of summer time', () => {
    expect(formatInstant('2021-11-04T23:41:07.000Z', 'Asia/Seoul')).toBe('2021-11-05 08:41:07')
    expect(formatInstant('2021-11-07T05:30:00.000Z', 'America/New_York')).toBe('2021-11-07 01:30:00')
    expect(formatInstant('2021-11-07T06:30:00.000Z', 'America/New_York')).toBe('2021-11-07 01:30:00')
  })

  it('names Korean time KST', () => expect(zoneLabel('Asia/Seoul', '2021-11-05T00:00:00.000Z')).toBe('KST'))
})

describe('a digest', () => {
  it('is cut to its algorithm and its last eight digits', () => expect(shortDigest('dh1:0123456789abcdef')).toBe('dh1:…89abcdef'))
})
