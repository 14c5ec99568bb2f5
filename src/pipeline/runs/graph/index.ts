export { buildGraph } from './build-graph'
export { describeGraph } from './describe-graph'
export { readersOf } from './readers'
