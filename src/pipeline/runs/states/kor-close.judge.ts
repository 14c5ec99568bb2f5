import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { intervalStatuses, partitionsNow } from '.'
import { intervalsBetween } from '../intervals'
import { factsOf, makeSpec, part, worldOf } from '../testing/dataset'

const data = process.env.PENSTOCK_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
const skip = !existsSync(data) && process.env.CI !== 'true'

/** Rows of each date of the published closing prices. */
function rowsByDate(): Map<string, number> {
  const folder = join(data, 'stocks')
  const name = readdirSync(folder).find((file) => file.startsWith('kor_close'))
  if (name === undefined) throw new Error(`no kor_close* in ${folder}`)
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  const rows = new Map<string, number>()
  for (const line of lines.slice(1)) {
    const date = line.split(',')[1] ?? ''
    rows.set(date, (rows.get(date) ?? 0) + 1)
  }
  return rows
}

describe.skipIf(skip)('published closing prices, by trading day in partitions by month', () => {
  const rows = skip ? new Map<string, number>() : rowsByDate()
  const spec = makeSpec({ calendar: 'krx', interval: { unit: 'day' }, partition: { columns: ['date'], grain: 'month' } })
  const months = [...new Set([...rows.keys()].map((date) => date.slice(0, 7)))]
  const ofMonth = (month: string) => Object.fromEntries([...rows].filter(([date]) => date.startsWith(month)))
  const facts = factsOf(
    spec,
    months.map((dt) => part(dt, { intervals: ofMonth(dt) }))
  )
  const now = '2026-11-21T00:00:00Z'

  it('have 742 trading days and 43 weekdays on which the market was closed, each with the name of its holiday', () => {
    const statuses = intervalStatuses(facts, Date.parse(now), '2018-11-05', '2021-11-05')
    const weekday = (id: string) => ![0, 6].includes(new Date(`${id}T00:00:00Z`).getUTCDay())
    const there = statuses.filter(({ state }) => state === 'ok')
    expect(new Map(there.map(({ id, rows: count }) => [id, count]))).toEqual(rows)
    expect(there).toHaveLength(742)
    const closed = statuses.filter(({ id, state }) => state === 'market_closed' && weekday(id))
    expect(closed).toHaveLength(43)
    expect(closed.every(({ holiday }) => holiday !== undefined && holiday.ko !== '' && holiday.en !== '')).toBe(true)
    expect(statuses).toHaveLength(1097)
    expect(intervalsBetween(spec, facts.calendar, '2018-11-05', '2021-11-05').map(({ id }) => id)).toEqual(
      [...rows.keys()].sort()
    )
  })

  it('hold all of their trading days, and are partial by as many as are taken away', () => {
    const found = partitionsNow(facts, worldOf(now, [facts]))
    expect(found.size).toBe(37)
    for (const [dt, { state, held, expected }] of found) {
      expect([dt, state, held, expected]).toEqual([dt, 'ok', Object.keys(ofMonth(dt)).length, Object.keys(ofMonth(dt)).length])
    }
    const five = Object.fromEntries(Object.entries(ofMonth('2021-07')).slice(0, 5))
    const cut = factsOf(
      spec,
      months.map((dt) => part(dt, { intervals: dt === '2021-07' ? five : ofMonth(dt) }))
    )
    expect(partitionsNow(cut, worldOf(now, [cut])).get('2021-07')).toMatchObject({ state: 'partial', held: 5, expected: 22 })
  })
})
