export * from './connect'
export * from './fork-worker'
export * from './listen'
export * from './user'
