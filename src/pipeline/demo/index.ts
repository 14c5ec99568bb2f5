export * from './plan'
export type { DemoFile, DemoPlan, Trouble } from './plan-types'
export * from './write'
