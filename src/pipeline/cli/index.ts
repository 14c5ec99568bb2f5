export * from './run-cli'
export * from './run-in-node'
