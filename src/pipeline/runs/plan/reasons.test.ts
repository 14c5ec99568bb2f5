import { describe, expect, it } from 'vitest'
import type { BackfillOnly, BackfillPlan } from '../../contract'
import { shippedCalendar } from '../../calendar'
import { augustDays } from '../testing/plans'
import { derived, sourced } from '../testing/specs'
import { error, factsOf, partitions, worldOf } from '../testing/worlds'
import type { World } from '../types'
import { planBackfill } from '.'

const days = augustDays(10)
const krx = shippedCalendar('krx')
const plan = (world: World, selection: { from: string; to: string; only?: BackfillOnly }): BackfillPlan =>
  planBackfill(world, { name: 'prices', only: ['missing', 'failed'], ...selection }, { follow: true })
const dts = (items: readonly { dt: string }[]): string[] => items.map(({ dt }) => dt)
const reasons = ({ skip }: BackfillPlan): Record<string, string> => Object.fromEntries(skip.map(({ dt, why }) => [dt, why]))

const trouble = (state: 'failed' | 'refused') => ({ state, error: error('check.empty') })

describe('B12: one reason for each date', () => {
  it('of a dataset that is read from dated files', () => {
    const spec = sourced('prices', { calendar: 'krx', range: { from: '2023-08-02' } })
    const facts = factsOf(spec, {
      calendar: krx,
      partitions: partitions(['2023-08-02', '2023-08-03']),
      running: new Map([['2023-08-04', 'run-7']]),
      troubles: new Map([
        ['2023-08-07', trouble('refused')],
        ['2023-08-08', trouble('failed')]
      ]),
      source: augustDays(9).map((dt) => ({ name: dt, bytes: 10, modifiedMs: 0, dt }))
    })
    const made = plan(worldOf([facts], {}, { now: Date.parse('2023-08-11T03:00:00Z') }), {
      from: '2023-08-01',
      to: '2023-08-12',
      only: ['missing']
    })
    expect(reasons(made)).toEqual({
      '2023-08-01': 'out_of_range',
      '2023-08-02': 'ok',
      '2023-08-03': 'ok',
      '2023-08-04': 'running',
      '2023-08-05': 'market_closed',
      '2023-08-06': 'market_closed',
      '2023-08-07': 'blocked',
      '2023-08-08': 'not_selected',
      '2023-08-12': 'future'
    })
    expect(dts(made.items)).toEqual(['2023-08-09', '2023-08-10', '2023-08-11'])
    expect(made.items.map(({ readBytes }) => readBytes)).toEqual([10, 0, 0])
    expect(made.warnings).toMatchObject([{ code: 'file.missing', details: { partitions: ['2023-08-10', '2023-08-11'] } }])
  })

  it('of dated files before which nothing was to come: what lies before the first is skipped, what lies behind it is run', () => {
    const source = ['2023-08-02', '2023-08-04'].map((dt) => ({ name: dt, bytes: 10, modifiedMs: 0, dt }))
    const made = plan(worldOf([factsOf(sourced('prices', { whenEmpty: 'refuse' }), { source })], {}), {
      from: '2023-08-01',
      to: '2023-08-07'
    })
    expect(reasons(made)).toEqual({ '2023-08-01': 'input_missing' })
    expect(dts(made.items)).toEqual(days.slice(1, 7))
  })

  it.each([
    { what: 'is empty', source: [], listing: undefined },
    { what: 'cannot be reached', source: null, listing: error('file.denied') }
  ])('of a source that $what: what was asked for is run, and the plan says so', ({ source, listing }) => {
    for (const whenEmpty of ['refuse', 'accept'] as const) {
      const facts = factsOf(sourced('prices', { whenEmpty }), { source, listing })
      const made = planBackfill(
        worldOf([facts], {}),
        { name: 'prices', dts: ['2023-08-01'], interval: '2023-08-01', only: 'all' },
        { follow: true }
      )
      expect([dts(made.items), made.skip]).toEqual([['2023-08-01'], []])
      expect(made.warnings?.map(({ code }) => code)).toEqual([listing?.code ?? 'file.missing'])
    }
  })

  it('of a derived dataset whose input is not there, or was refused', () => {
    const input = factsOf(sourced('prices'), {
      partitions: partitions(['2023-08-01']),
      troubles: new Map([['2023-08-03', trouble('refused')]])
    })
    const world = worldOf([input, factsOf(derived('mart'))], { mart: ['prices'] })
    const made = planBackfill(world, { name: 'mart', from: '2023-08-01', to: '2023-08-03', only: 'all' }, { follow: true })
    expect(dts(made.items)).toEqual(['2023-08-01'])
    expect(made.skip.map(({ why, detail }) => [why, detail])).toEqual([
      ['input_missing', 'prices 2023-08-02'],
      ['blocked', 'prices 2023-08-03']
    ])
  })
})
