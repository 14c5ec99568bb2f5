export { judgeCheck } from './judge-check'
export type { JudgeContext, Measured } from './types'
