import { describe, expect, it } from 'vitest'
import { arrivedIntervals, readyIntervals, scheduleProblems } from '.'
import type { DatasetSpecInput } from '../../contract'
import { factsOf, makeSpec } from '../testing/dataset'
import type { SourceFile } from '../types'

const daily = { partition: { columns: ['date'], grain: 'day' as const }, calendar: 'krx' }
const prices = (...dts: string[]) => factsOf(makeSpec(daily), dts)
const rates = (...dts: string[]) => factsOf(makeSpec({ ...daily, name: 'rates' }), dts)
const mart = (change: Partial<DatasetSpecInput> = {}) =>
  factsOf(makeSpec({ ...daily, name: 'mart', derive: { sql: 'SELECT 1' }, schedule: { after: ['prices', 'rates'] }, ...change }))
const now = Date.parse('2024-02-14T03:00:00Z')
const ready = (facts: ReturnType<typeof mart>, inputs: Parameters<typeof readyIntervals>[1], claimed: string[] = []) =>
  readyIntervals(facts, inputs, new Set(claimed), now).map(({ id }) => id)

describe('a schedule after other datasets', () => {
  it('lets an interval run once all of them have it', () => {
    const claimed = ['2024-02-06']
    expect(ready(mart(), [prices('2024-02-07', '2024-02-08'), rates('2024-02-07')], claimed)).toEqual(['2024-02-07'])
    expect(ready(mart(), [prices('2024-02-07', '2024-02-08'), rates('2024-02-07', '2024-02-08')], claimed)).toEqual([
      '2024-02-07',
      '2024-02-08'
    ])
  })
  it('runs an interval that came late, after later ones', () => {
    const all = ['2024-02-06', '2024-02-07', '2024-02-08']
    expect(ready(mart(), [prices(...all), rates(...all)], ['2024-02-06', '2024-02-08'])).toEqual(['2024-02-07'])
  })
  it('counts an interval that came with no rows', () => {
    const empty = factsOf(makeSpec({ ...daily, name: 'rates' }), [], { emptyIntervals: new Map([['2024-02-07', 1]]) })
    expect(ready(mart(), [prices('2024-02-07'), empty], ['2024-02-06'])).toEqual(['2024-02-07'])
  })
  it('begins with the newest, not with all of the past', () => {
    const all = ['2024-02-06', '2024-02-07', '2024-02-08']
    expect(ready(mart(), [prices(...all), rates(...all)])).toEqual(['2024-02-08'])
  })
  it('runs for the day as soon as it is there, before the day is over', () => {
    expect(ready(mart(), [prices('2024-02-14'), rates('2024-02-14')], ['2024-02-13'])).toEqual(['2024-02-14'])
  })
  it('waits for all days of its month', () => {
    const monthly = mart({ partition: { columns: ['date'], grain: 'month' }, schedule: { after: ['prices'] } })
    const days = ['01', '02', '05', '06', '07', '08'].map((day) => `2024-02-${day}`)
    expect(ready(monthly, [prices(...days)])).toEqual([])
    const rest = ['13', '14', '15', '16', '19', '20', '21', '22', '23', '26', '27', '28', '29'].map((day) => `2024-02-${day}`)
    expect(ready(monthly, [prices(...days, ...rest)])).toEqual(['2024-02'])
  })
  it('waits for no table that does not say which day it holds longer than the day lasts', () => {
    const names = factsOf(makeSpec({ name: 'names' }), ['all'])
    const facts = mart({ schedule: { after: ['prices', 'names'] } })
    expect(ready(facts, [prices('2024-02-13', '2024-02-14'), names], ['2024-02-08'])).toEqual(['2024-02-13'])
  })
  it('runs for no day on which none of them has anything to come', () => {
    const facts = mart({ calendar: undefined, schedule: { after: ['prices'] } })
    expect(ready(facts, [prices('2024-02-08', '2024-02-13')], ['2024-02-07'])).toEqual(['2024-02-08', '2024-02-13'])
  })
  it('runs nothing while it is paused, or when one of them is not there', () => {
    const inputs = [prices('2024-02-08'), rates('2024-02-08')]
    expect(ready(mart({ schedule: { after: ['prices', 'rates'], paused: true } }), inputs)).toEqual([])
    expect(ready(mart(), inputs.slice(1))).toEqual([])
  })
})

describe('files that arrive', () => {
  const file = (name: string, dt: string | null, bytes = 1, modifiedMs = 1): SourceFile => ({ name, dt, bytes, modifiedMs })
  const before = [file('a', '2024-02-06'), file('b', '2024-02-07'), file('c', '2024-02-08')]
  it('are those that are new, of another size or of another time', () => {
    const then = [file('a', '2024-02-06'), file('b', '2024-02-07', 2), file('c', '2024-02-08', 1, 2), file('d', '2024-02-13')]
    expect(arrivedIntervals(before, then, makeSpec(daily))).toEqual({
      dts: ['2024-02-07', '2024-02-08', '2024-02-13'],
      unnamed: false,
      files: ['b', 'c', 'd']
    })
  })
  it('are none when nothing changed or files went', () => {
    expect(arrivedIntervals(before, before.slice(1), makeSpec(daily))).toEqual({ dts: [], unnamed: false, files: [] })
  })
  it('may hold any partition where the path names none', () => {
    expect(arrivedIntervals(before, [...before, file('d', null)], makeSpec(daily))).toMatchObject({ dts: [], unnamed: true })
    expect(arrivedIntervals([], [file('a', '2024-02-06')], makeSpec())).toMatchObject({ dts: [], unnamed: true })
  })
})

describe('a schedule that cannot be', () => {
  const codes = (change: Partial<DatasetSpecInput>) => scheduleProblems(makeSpec({ ...daily, ...change })).map(({ code }) => code)
  it('is named before it is used', () => {
    expect(codes({ schedule: { cron: '0 7 * * 1-5' } })).toEqual([])
    expect(codes({ schedule: { cron: '0 7 30 2 *' } })).toEqual(['schedule.cron'])
    expect(codes({ schedule: { cron: '0 25 * * *' } })).toEqual(['schedule.cron'])
    expect(codes({ schedule: { cron: '0 0 7 * * *' } })).toEqual(['schedule.cron'])
    expect(codes({ schedule: {} })).toEqual(['schedule.one'])
  })
})
