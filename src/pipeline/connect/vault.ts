import type { SecretStoreKind } from '../contract'

/** Where the values of secrets lie. Keys are `profile/connection/name`. Nothing here logs or lists a value. */
export interface SecretVault {
  /** Undefined where none is kept. */
  get(key: string): Promise<{ value: string; from: SecretStoreKind } | undefined>
  /** Tells where it went: `memory` where the system offers no store. */
  set(key: string, value: string): Promise<SecretStoreKind>
  delete(key: string): Promise<void>
}
