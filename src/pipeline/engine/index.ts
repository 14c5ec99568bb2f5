export { openEngine, type ClientInfo, type Engine, type EngineOptions } from './engine'
export * from './lock'
export * from './ports'
export * from './workspace'
