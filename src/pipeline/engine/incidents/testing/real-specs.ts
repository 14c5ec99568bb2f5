import type { DatasetSpecInput } from '../../../contract'
import { dataPath } from '../../../load/duck/testing/real-data'

const header = (name: string, type: string, more: object = {}) => ({ name, source: { header: name }, type, ...more })
const csv = (name: string, path: string) => ({
  format: 1 as const,
  name,
  source: { location: dataPath(path), format: 'csv' as const }
})
const byMonth = (column: string) => ({ partition: { columns: [column], grain: 'month' as const } })

/** Daily closes of the KRX, as they were adjusted when they were fetched. */
export const korClose: DatasetSpecInput = {
  ...csv('kor_close', 'stocks/kor_close_2018-11_2021-11.csv.gz'),
  ...byMonth('date'),
  columns: [
    header('code', 'text', { code: 'krx' }),
    header('date', 'date'),
    header('close', 'integer', { priceBasis: 'adjusted' })
  ],
  primaryKey: ['code', 'date'],
  anomalies: { returns: { entity: 'code', value: 'close', date: 'date' } }
}

export const sp500: DatasetSpecInput = {
  ...csv('sp500', 'stocks/sp500_5yr_2013-2018.csv.gz'),
  ...byMonth('date'),
  columns: [
    header('date', 'date'),
    ...['open', 'high', 'low', 'close'].map((name) => header(name, 'float', { priceBasis: 'adjusted' })),
    header('Name', 'text')
  ],
  primaryKey: ['Name', 'date'],
  anomalies: { measures: { empty: 'count(*) - count(open)' }, returns: { entity: 'Name', value: 'close', date: 'date' } }
}

export const apartments: DatasetSpecInput = {
  ...csv('apt_trades', 'realestate/kr_apt_trade_2007.csv.gz'),
  columns: [
    ...['시군구', '계약일'].map((name) => header(name, 'text')),
    header('전용면적', 'decimal(10,4)'),
    header('거래금액', 'integer', { unit: '만원' }),
    ...['계약년', '계약월'].map((name) => header(name, 'integer'))
  ],
  partition: { columns: ['계약년', '계약월'], grain: 'month' },
  anomalies: { measures: { price: 'median("거래금액" / "전용면적")' } }
}

export const retail: DatasetSpecInput = {
  ...csv('online_retail', 'events/online_retail_by_day.tar.gz'),
  columns: [
    header('InvoiceNo', 'text'),
    header('Quantity', 'integer'),
    header('InvoiceDate', 'datetime'),
    header('CustomerID', 'text')
  ],
  partition: { columns: ['InvoiceDate'], grain: 'day' },
  zone: 'Europe/London',
  anomalies: {
    measures: { quantity: 'sum(Quantity)' }
  }
}

export const ticks: DatasetSpecInput = {
  ...csv('samsung_ticks', 'ticks/samsung_2023-09-04.csv'),
  badCell: 'cell',
  columns: [
    header('id', 'integer'),
    header('get_data_timestamp', 'datetime'),
    header('ticker', 'text', { code: 'krx' }),
    header('current_price', 'integer', { priceBasis: 'traded' }),
    header('change', 'decimal(9,2)')
  ],
  primaryKey: ['id'],
  partition: { columns: ['get_data_timestamp'], grain: 'day' },
  anomalies: { returns: { entity: 'ticker', value: 'current_price', date: 'get_data_timestamp' } }
}

export const fx: DatasetSpecInput = {
  ...csv('fx_monthly', 'macro/fx_monthly.csv'),
  ...byMonth('Date'),
  columns: [header('Date', 'date'), header('Country', 'text'), header('Exchange rate', 'float')],
  primaryKey: ['Date', 'Country'],
  anomalies: { returns: { entity: 'Country', value: 'Exchange rate', date: 'Date' } }
}

/** 0.0 means that a value is missing. */
export const sp500Monthly: DatasetSpecInput = {
  ...csv('sp500_monthly', 'macro/sp500_cpi_longrate_monthly.csv'),
  ...byMonth('Date'),
  columns: [header('Date', 'date'), header('SP500', 'float'), header('Consumer Price Index', 'float')],
  primaryKey: ['Date'],
  anomalies: { measures: { zeros: 'count(*) FILTER ("Consumer Price Index" = 0)' } }
}

export const vix: DatasetSpecInput = {
  ...csv('vix', 'macro/vix_daily.csv'),
  ...byMonth('DATE'),
  columns: [header('DATE', 'date'), header('CLOSE', 'decimal(18,6)')],
  primaryKey: ['DATE'],
  anomalies: { measures: { highest: 'max("CLOSE")' } }
}

export const wti: DatasetSpecInput = {
  ...csv('wti', 'macro/wti_daily.csv'),
  ...byMonth('Date'),
  columns: [header('Date', 'date'), header('Price', 'decimal(18,2)')],
  primaryKey: ['Date'],
  anomalies: { measures: { lowest: 'min("Price")' } }
}
