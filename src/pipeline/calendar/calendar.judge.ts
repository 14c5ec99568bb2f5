import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { eachDay, shippedCalendar, toEpochDay, tradingDays, weekday } from '.'

const data = process.env.PENSTOCK_DATA ?? resolve(import.meta.dirname, '../../../../shared/data')
const skip = !existsSync(data) && process.env.CI !== 'true'

/** All distinct dates in a column of a published price file, ascending. */
function datesOf(prefix: string, column: number): string[] {
  const folder = join(data, 'stocks')
  const name = readdirSync(folder).find((file) => file.startsWith(prefix))
  if (name === undefined) throw new Error(`no file ${prefix}* in ${folder}`)
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  return [...new Set(lines.slice(1).map((line) => line.split(',')[column] ?? ''))].sort()
}

describe.skipIf(skip)('published prices', () => {
  it.each([
    { id: 'krx', prefix: 'kor_close', column: 1, from: '2018-11-05', to: '2021-11-05', open: 742, closed: 43 },
    { id: 'nyse', prefix: 'sp500', column: 0, from: '2013-02-08', to: '2018-02-07', open: 1259, closed: 45 }
  ])('$id traded exactly on its trading days', ({ id, prefix, column, from, to, open, closed }) => {
    const calendar = shippedCalendar(id)
    if (calendar === undefined) throw new Error(`no calendar ${id}`)
    const dates = datesOf(prefix, column)
    expect(tradingDays(calendar, from, to)).toEqual(dates)
    expect(dates).toHaveLength(open)
    const weekdays = eachDay(from, to).filter((date) => weekday(toEpochDay(date)) < 5)
    expect(weekdays.filter((date) => !dates.includes(date))).toHaveLength(closed)
  })
})
