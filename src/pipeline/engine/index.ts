export * from './engine'
export * from './lock'
export * from './ports'
export * from './workspace'
