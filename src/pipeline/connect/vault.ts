import type { SecretStoreKind, SecretStore } from '../contract'

/** Where the values of secrets lie. Keys are `profile/connection/name`. Nothing here logs or lists a value. */
export interface SecretVault {
  /** Undefined where none is kept. Errors: `secret.no_store`, `secret.missing` where one is kept and cannot be read, with the reason. */
  get(key: string): Promise<{ value: string; from: SecretStoreKind } | undefined>
  /** Tells where it went: `memory` where the system offers no store. */
  set(key: string, value: string): Promise<SecretStoreKind>
  delete(key: string): Promise<void>
  /** Where a value would go that is set now. */
  store(): Promise<SecretStore>
}
