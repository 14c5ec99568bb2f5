export * from './days'
export * from './load-calendar'
export * from './trading-days'
