/** What must come out of each table of real input; figures come from independent tools, not from Penstock. */
export interface RealTable {
  name: string
  /** Below the folder of real input. */
  source: string
  options: string[]
  /** Rows of the source; in the lake are `rows` minus `quarantined`. */
  rows: number
  quarantined?: number
  partitions: number
  questions: Record<string, unknown>
  answers: Record<string, unknown>
  /** Notes that the load must mention, with their counts. */
  notes?: { code: string; count: number }[]
}

export const realTables: RealTable[] = [
  {
    name: 'kor_close',
    source: 'stocks/kor_close_2018-11_2021-11.csv.gz',
    options: ['--key', 'code,date', '--partition', 'date', '--grain', 'month'],
    rows: 1_566_585,
    partitions: 37,
    questions: { distinct: ['code'], duplicates: ['code', 'date'], first: { code: '000020', date: '2018-11-05' } },
    answers: { distinct: { code: 2_237 }, duplicates: 0, first: { code: '000020', date: '2018-11-05' } },
    notes: [{ code: 'number.exponent', count: 514 }]
  },
  {
    name: 'kor_ticker',
    source: 'stocks/KOR_ticker.csv',
    options: ['--key', '종목코드', '--partition', 'none'],
    rows: 2_237,
    partitions: 1,
    questions: { distinct: ['종목코드'], first: { 종목코드: '005930' } },
    answers: { distinct: { 종목코드: 2_237 }, first: { 종목명: '삼성전자', 시장구분: 'KOSPI', 시가총액: '420272691520000' } }
  },
  {
    name: 'kor_sector',
    source: 'stocks/KOR_sector.csv',
    options: ['--partition', 'none'],
    rows: 2_204,
    partitions: 1,
    questions: { first: { CMP_CD: '005380' } },
    answers: { first: { CMP_KOR: '현대차', IDX_NM_KOR: 'WICS 경기관련소비재' } }
  },
  {
    name: 'sp500',
    source: 'stocks/sp500_5yr_2013-2018.csv.gz',
    options: ['--key', 'Name,date', '--partition', 'date', '--grain', 'month'],
    rows: 619_040,
    partitions: 61,
    questions: { distinct: ['Name'], nulls: ['open', 'high', 'low', 'close'] },
    answers: { distinct: { Name: 505 }, nulls: { open: 11, high: 8, low: 8, close: 0 } }
  },
  {
    name: '아파트_거래',
    source: 'realestate/kr_apt_trade_2007.csv.gz',
    options: ['--partition', '계약년,계약월', '--type', '계약일=text', '--type', '거래금액=integer'],
    rows: 465_007,
    partitions: 12,
    questions: { distinct: ['계약일'], first: { 단지명: '개포주공 1단지', 전용면적: '42.55', 계약일: '11~20', 계약월: '1' } },
    answers: { first: { 거래금액: '75000', 계약일: '11~20', 시군구: '서울특별시 강남구 개포동' } }
  },
  {
    name: 'online_retail',
    source: 'events/online_retail_by_day.tar.gz',
    options: ['--partition', 'InvoiceDate', '--grain', 'day', '--zone', 'Europe/London'],
    rows: 541_909,
    partitions: 305,
    questions: { nulls: ['CustomerID'], where: { cancelled: { column: 'InvoiceNo', starts: 'C' } } },
    answers: { nulls: { CustomerID: 135_080 }, where: { cancelled: 9_288 } }
  },
  {
    name: 'fx_monthly',
    source: 'macro/fx_monthly.csv',
    options: ['--key', 'Country,Date', '--partition', 'none'],
    rows: 17_237,
    partitions: 1,
    questions: { first: { Date: '1971-01-01', Country: 'Australia' } },
    answers: { columns: ['Date', 'Country', 'Exchange rate'], types: { Date: 'date' } }
  },
  {
    name: 'sp500_cpi',
    source: 'macro/sp500_cpi_longrate_monthly.csv',
    options: ['--key', 'Date', '--partition', 'none', '--null', 'PE10=0.0'],
    rows: 1_866,
    partitions: 1,
    questions: { nulls: ['PE10'], first: { Date: '1871-01-01' } },
    answers: { nulls: { PE10: 153 }, types: { Date: 'date' }, first: { PE10: null, 'Consumer Price Index': '12.46' } }
  },
  ...[
    { name: 'vix', rows: 9_235 },
    { name: 'brent', rows: 9_958 },
    { name: 'wti', rows: 10_226 }
  ].map(({ name, rows }) => ({
    name,
    source: `macro/${name}_daily.csv`,
    options: ['--partition', 'none'],
    rows,
    partitions: 1,
    questions: {},
    answers: {}
  })),
  {
    name: 'samsung_rows',
    source: 'ticks/samsung_2023-09-04.csv',
    options: ['--type', 'change=decimal(9,2)', '--partition', 'get_data_timestamp', '--grain', 'day', '--bad-cell', 'row'],
    rows: 30,
    quarantined: 1,
    partitions: 1,
    questions: { nulls: ['change'], distinct: ['ticker'], first: { ticker: '005930' } },
    answers: { nulls: { change: 0 }, distinct: { ticker: 1 }, first: { stock_name: '삼성전자' } }
  },
  {
    name: 'samsung_cells',
    source: 'ticks/samsung_2023-09-04.csv',
    options: ['--type', 'change=decimal(9,2)', '--partition', 'get_data_timestamp', '--grain', 'day', '--bad-cell', 'cell'],
    rows: 30,
    partitions: 1,
    questions: { nulls: ['change'] },
    answers: { nulls: { change: 1 } },
    notes: [{ code: 'cell.nulled', count: 1 }]
  },
  {
    name: 'lean_trades',
    source: 'ticks/lean',
    options: [
      ...['--no-header', '--columns', 'time,price,size,exchange,condition,suspicious'],
      ...['--pattern', '**/*_trade.zip', '--path-template', '{ticker}/{date:%Y%m%d}_trade.zip'],
      ...['--type', 'time=timestamp', '--format', 'time=ms-of-day:date', '--zone', 'America/New_York'],
      ...['--type', 'price=decimal(18,4)', '--scale', 'price=10000', '--type', 'condition=text', '--type', 'exchange=text'],
      ...['--partition', 'time', '--grain', 'day']
    ],
    // The last line of each of the ten files has no newline: counting newlines finds 2,013,845.
    rows: 2_013_855,
    partitions: 5,
    questions: { distinct: ['ticker'], first: { ticker: 'spy', date: '2013-10-07', price: '167.4100', size: '100' } },
    answers: { distinct: { ticker: 2 }, first: { exchange: 'P', time: '2013-10-07 08:00:00.464000+00:00' } }
  }
]
