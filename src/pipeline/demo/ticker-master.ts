import type { DemoDataset } from './plan-types'
import type { Bar } from './prices'
import { csvCp949 } from './text'
import type { Ticker } from './tickers'

/** The ticker master as Korean exports come: CP949, CRLF, an unnamed first column, Korean headers. */
export function tickerMaster(tickers: readonly Ticker[], bars: readonly Bar[]): DemoDataset {
  const latest = new Map(bars.slice(-tickers.length).map((bar) => [bar.code, bar.close]))
  const rows = tickers.map((ticker, index) => {
    const close = latest.get(ticker.code) ?? ticker.start
    return [index + 1, ticker.code, ticker.name, ticker.market, ticker.industry, close, close * ticker.shares]
  })
  const header = ['', '종목코드', '종목명', '시장구분', '업종명', '종가', '시가총액']
  return { spec, files: [{ path: 'sim_ticker.csv', bytes: () => csvCp949(header, rows) }], troubles: [] }
}

const korean = (name: string, type: string, unit?: string) => ({
  name,
  source: { header: name },
  type,
  ...(unit === undefined ? {} : { unit })
})

const spec: DemoDataset['spec'] = {
  format: 1,
  name: 'sim_ticker',
  title: { ko: '종목 마스터 (시뮬레이션)', en: 'Ticker master (simulated)' },
  description: 'Simulated: the companies of the demo market, none of which exists.',
  owner: 'market-data@demo',
  simulated: true,
  source: { location: 'sources/sim_ticker.csv', format: 'csv', encoding: 'cp949' },
  columns: [
    { name: '순번', source: { position: 0 }, type: 'integer' },
    { ...korean('종목코드', 'text'), nullable: false },
    korean('종목명', 'text'),
    korean('시장구분', 'text'),
    korean('업종명', 'text'),
    korean('종가', 'integer', 'KRW'),
    korean('시가총액', 'integer', 'KRW')
  ],
  primaryKey: ['종목코드']
}
