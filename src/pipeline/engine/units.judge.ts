import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../contract'
import { dataPath, describeData } from '../load/duck/testing/real-data'
import { bundleHosts, type BuiltHosts } from './testing/bundle-hosts'
import { connectTo, requestId } from './testing/client'
import { nodeHost } from './testing/node-host'
import { engineOn, newWorkspace } from './testing/open-engine'
import { readRows, replayLog } from './testing/read-table'

const TICKS = dataPath('ticks/samsung_2023-09-04.csv')
const TICKERS = dataPath('stocks/KOR_ticker.csv')

const header = (name: string, type: string, more: object = {}) => ({ name, source: { header: name }, type, ...more })

/** The market capitalisation comes in 억원; `unit` says in which it is stored. */
const ticks = (name: string, unit: '원' | '억원'): DatasetSpecInput => ({
  ...{ format: 1, name, source: { location: TICKS, format: 'csv' } },
  columns: [
    header('id', 'integer'),
    header('ticker', 'text', { code: 'krx' }),
    header('market_cap', 'integer', { unit, ...(unit === '원' ? { sourceUnit: '억원' } : {}) })
  ]
})

const tickers: DatasetSpecInput = {
  ...{ format: 1, name: 'KOR_ticker', source: { location: TICKERS, format: 'csv', encoding: 'cp949' } },
  columns: [header('종목코드', 'text', { code: 'krx' }), header('시가총액', 'integer', { unit: '원' })]
}

const mart = (name: string, from: string): DatasetSpecInput => ({
  ...{ format: 1, name, columns: [] },
  derive: {
    sql: `SELECT t.id, t.market_cap - k."시가총액" AS difference FROM ${from} t JOIN KOR_ticker k ON k."종목코드" = t.ticker`
  }
})

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describeData('market capitalisation in 원 and in 억원', () => {
  it('is one thing once declared, and a join of the two units is warned of', async () => {
    const specs = [ticks('ticks', '억원'), ticks('ticks_won', '원'), tickers, mart('mixed', 'ticks'), mart('right', 'ticks_won')]
    const { workspace } = await newWorkspace(() => specs)
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    for (const name of ['ticks', 'ticks_won', 'KOR_ticker']) {
      const { job } = await client.call('loads.start', { name, ...requestId() })
      expect(await client.ended(job)).toMatchObject({ state: 'done' })
    }
    const lines = readFileSync(TICKS, 'utf8').trimEnd().split('\n').slice(1)
    const inEok = new Map(lines.map((line) => [line.split(',')[0], Number(line.split(',')[4])]))
    const table = join(workspace.lake, 'ticks_won')
    const stored = await readRows(table, (await replayLog(table)).files)
    expect(stored).toHaveLength(30)
    for (const row of stored) expect(Number(row['market_cap'])).toBe((inEok.get(String(row['id'])) ?? NaN) * 1e8)
    const warningsOf = async (name: string): Promise<string[]> =>
      ((await client.call('backfills.plan', { selection: { name, only: 'all' } })).warnings ?? []).map(({ code }) => code)
    expect(await warningsOf('mixed')).toEqual(['unit.mixed'])
    expect(await warningsOf('right')).toEqual([])
  })
})
