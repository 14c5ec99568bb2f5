export { ConnectionFiles } from './connection-files'
export { resolveConnection, workspaceVariables } from './resolve'
export { VariablesStore } from './variables-store'
