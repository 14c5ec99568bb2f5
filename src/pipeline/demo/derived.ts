import type { DatasetSpecInput } from '../contract'

const dailyDetail: DatasetSpecInput = {
  format: 1,
  name: 'sim_price_detail',
  title: { ko: '종목별 일별 시세 (시뮬레이션)', en: 'Daily prices with companies (simulated)' },
  description: 'Simulated: daily prices joined with the ticker master; one row for each ticker and trading day.',
  owner: 'market-data@demo',
  simulated: true,
  stage: 'warehouse',
  derive: {
    sql: `SELECT price.date, price.code, ticker."종목명" AS name, ticker."시장구분" AS market, ticker."업종명" AS sector,
  price.close, price.volume, price.turnover
FROM sim_daily_price AS price
JOIN sim_ticker AS ticker ON ticker."종목코드" = price.code`
  },
  columns: [],
  primaryKey: ['date', 'code'],
  partition: { columns: ['date'], grain: 'month' },
  sort: ['code', 'date'],
  schedule: { after: ['sim_daily_price'] }
}

const sectorMonthly: DatasetSpecInput = {
  format: 1,
  name: 'sim_sector_monthly',
  title: { ko: '업종별 월간 시세 (시뮬레이션)', en: 'Monthly prices by sector (simulated)' },
  description: 'Simulated: for each sector and month the change of its mean close, volume and turnover.',
  owner: 'research@demo',
  simulated: true,
  stage: 'mart',
  derive: {
    sql: `WITH daily AS (
  SELECT sector, date, count(*) AS tickers, avg(close) AS mean_close, sum(volume) AS volume, sum(turnover) AS turnover
  FROM sim_price_detail GROUP BY sector, date
)
SELECT CAST(date_trunc('month', date) AS DATE) AS month, sector, max(tickers) AS tickers, count(*) AS trading_days,
  CAST((max_by(mean_close, date) / min_by(mean_close, date) - 1) * 100 AS DECIMAL(9,2)) AS change,
  CAST(sum(volume) AS BIGINT) AS volume, CAST(sum(turnover) AS BIGINT) AS turnover
FROM daily GROUP BY ALL`
  },
  columns: [{ name: 'change', source: { header: 'change' }, type: 'decimal(9,2)', unit: '%' }],
  primaryKey: ['month', 'sector'],
  partition: { columns: ['month'], grain: 'month' },
  sort: ['sector'],
  schedule: { after: ['sim_price_detail'] }
}

const aptRegions: DatasetSpecInput = {
  format: 1,
  name: 'sim_apt_region',
  title: { ko: '지역별 아파트 가격 (시뮬레이션)', en: 'Apartment prices by region (simulated)' },
  description: 'Simulated: for each region and month the number of trades and the median price of a square metre.',
  owner: 'real-estate@demo',
  simulated: true,
  stage: 'mart',
  derive: {
    sql: `SELECT "계약년", "계약월", "시군구", count(*) AS trades,
  CAST(median("거래금액" / "전용면적") AS DECIMAL(12,2)) AS price_per_m2
FROM sim_apt_trade GROUP BY ALL`
  },
  columns: [
    { name: '계약년', source: { header: '계약년' }, type: 'integer' },
    { name: '계약월', source: { header: '계약월' }, type: 'integer' },
    { name: 'price_per_m2', source: { header: 'price_per_m2' }, type: 'decimal(12,2)', unit: '만원/㎡' }
  ],
  primaryKey: ['계약년', '계약월', '시군구'],
  partition: { columns: ['계약년', '계약월'], grain: 'month' },
  sort: ['시군구'],
  schedule: { after: ['sim_apt_trade'] }
}

/** What is made of the simulated sources, each after all that it reads. A backfill fills them as any other. */
export const derivedDatasets: readonly DatasetSpecInput[] = [dailyDetail, sectorMonthly, aptRegions]
