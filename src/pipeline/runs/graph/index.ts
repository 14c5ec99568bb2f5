export { buildGraph } from './build-graph'
export { describeGraph } from './describe-graph'
export { fanOutProblems } from './fan-out-problems'
export { readersOf } from './readers'
