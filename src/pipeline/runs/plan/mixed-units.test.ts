import { expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { derived, sourced } from '../testing/specs'
import { factsOf, worldOf } from '../testing/worlds'
import { mixedUnits } from './mixed-units'

type Column = DatasetSpecInput['columns'][number]
const column = (name: string, extra: Partial<Column>): Column => ({ name, source: { header: name }, type: 'integer', ...extra })

/** The ticker master says the market capitalisation in 원, the ticks in 억원. */
const master = sourced('KOR_ticker', { columns: [column('day', { type: 'date' }), column('시가총액', { unit: '원' })] })
const ticks = sourced('ticks', {
  columns: [column('day', { type: 'date' }), column('market_cap', { unit: '억원' }), column('change', { unit: '%' })]
})

function warned(sql: string, inputs = [master, ticks]): string[] {
  const mart = derived('mart', { derive: { sql } })
  const world = worldOf(
    [...inputs, mart].map((spec) => factsOf(spec)),
    { mart: inputs.map(({ name }) => name) }
  )
  return mixedUnits(world, ['mart']).map(({ code, message }) => `${code} ${message}`)
}

it('warns where a market capitalisation in 원 meets one in 억원', () => {
  expect(warned('SELECT k.시가총액 - t.market_cap AS d FROM KOR_ticker k JOIN ticks t USING (day)')).toEqual([
    'unit.mixed The SQL of mart brings together 시가총액 of KOR_ticker (원) and market_cap of ticks (억원).'
  ])
})

it('is content where the SQL has the factor, or only one of the two', () => {
  for (const factor of ['100000000', '100_000_000', '1e8', '100000000.0']) {
    expect(warned(`SELECT k.시가총액 - t.market_cap * ${factor} FROM KOR_ticker k JOIN ticks t USING (day)`)).toEqual([])
  }
  expect(warned('SELECT k.시가총액, t.change FROM KOR_ticker k JOIN ticks t USING (day)')).toEqual([])
  expect(warned('SELECT k.시가총액 - t.market_cap * 1000000001 FROM KOR_ticker k JOIN ticks t USING (day)')).toHaveLength(1)
})

it('knows a name only as a word of its own', () => {
  expect(warned('SELECT k.시가총액순위, t.market_capital, t.my_market_cap FROM KOR_ticker k, ticks t')).toEqual([])
})

it('warns where adjusted prices meet prices as traded', () => {
  const adjusted = sourced('kor_close', { columns: [column('close', { unit: '원', priceBasis: 'adjusted' })] })
  const traded = sourced('quotes', { columns: [column('last', { unit: '원', priceBasis: 'traded' })] })
  expect(warned('SELECT a.close / b.last FROM kor_close a, quotes b', [adjusted, traded])).toEqual([
    'unit.mixed The SQL of mart brings together close of kor_close (원, adjusted) and last of quotes (원, traded).'
  ])
})
