import { describe, expect, it } from 'vitest'
import { datasetSpec, type ScheduleTick } from '../../contract'
import { hasCome, reopened } from './ahead'
import { isTimeAgain } from './late-source'

const kst = (text: string): number => Date.parse(`${text}+09:00`)
const iso = (text: string): string => new Date(kst(text)).toISOString()

const spec = datasetSpec.parse({
  format: 1,
  name: 'prices',
  source: { location: '/in', pattern: '*.csv', pathTemplate: '{day:%Y-%m-%d}.csv', format: 'csv' },
  columns: [{ name: 'day', source: { path: 'day' }, type: 'date' }],
  partition: { columns: ['day'], grain: 'day' },
  zone: 'Asia/Seoul',
  schedule: { cron: '0 7,19 * * *' }
})

/** The day of 4 March, due in the morning of the fifth, of which the run found nothing while the clock stood a day ahead. */
const tick: ScheduleTick = {
  ...{ dataset: 'prices', interval: '2024-03-04', backfill: 'b', state: 'run', reason: null },
  ...{ dueAt: iso('2024-03-05T07:00:00'), at: iso('2024-03-06T10:00:00') }
}

describe('an interval that was given to a run while the clock stood ahead', () => {
  it('waits for its own time where that has not come', () => {
    expect(reopened(tick)).toMatchObject({ interval: '2024-03-04', state: 'due', dueAt: tick.dueAt })
    expect(hasCome(tick, kst('2024-03-05T06:00:00'))).toBe(false)
    expect(hasCome(tick, kst('2024-03-05T07:00:00'))).toBe(true)
  })

  it('is asked for again at the next time of the schedule by the clock of now, not of then', () => {
    expect(isTimeAgain(spec, undefined, tick, kst('2024-03-05T10:00:00'))).toBe(false)
    expect(isTimeAgain(spec, undefined, tick, kst('2024-03-05T19:00:00'))).toBe(true)
  })
})
