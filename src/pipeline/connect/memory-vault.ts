import type { SecretStore, SecretStoreKind } from '../contract'
import type { SecretVault } from './vault'

/** Secrets that are forgotten with this process. */
export class MemoryVault implements SecretVault {
  private readonly values = new Map<string, string>()

  get(key: string): Promise<{ value: string; from: SecretStoreKind } | undefined> {
    const value = this.values.get(key)
    return Promise.resolve(value === undefined ? undefined : { value, from: 'memory' })
  }

  set(key: string, value: string): Promise<SecretStoreKind> {
    this.values.set(key, value)
    return Promise.resolve('memory')
  }

  delete(key: string): Promise<void> {
    this.values.delete(key)
    return Promise.resolve()
  }

  store(): Promise<SecretStore> {
    return Promise.resolve({ kind: 'memory' })
  }
}
