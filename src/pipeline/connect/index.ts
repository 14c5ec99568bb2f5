export { MemoryVault } from './memory-vault'
export { NodeVault } from './node-vault'
export { SystemVault, type SystemCrypt } from './system-vault'
