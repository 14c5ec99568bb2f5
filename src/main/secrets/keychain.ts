import type { ErrorData } from '../../pipeline/contract'

/** Electron's safeStorage as far as it is used: its asynchronous functions only, which an older Electron may lack. */
export interface SafeStorage {
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Buffer>
  decryptStringAsync?(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  /** Linux only. */
  getSelectedStorageBackend?(): string
}

/** Backends that would write secrets as good as plain. */
const NO_STORE = new Set(['basic_text', 'unknown'])

/** Why secrets cannot be kept here; undefined where the system offers a store. */
export async function refusalOf(storage: SafeStorage, platform: NodeJS.Platform): Promise<ErrorData | undefined> {
  if (storage.isAsyncEncryptionAvailable === undefined || storage.encryptStringAsync === undefined)
    return noStore('this version of Electron has no asynchronous safeStorage')
  if (!(await storage.isAsyncEncryptionAvailable())) return noStore('the system offers no keychain')
  const backend = platform === 'linux' ? storage.getSelectedStorageBackend?.() : undefined
  return backend !== undefined && NO_STORE.has(backend) ? noStore(`the system's store is "${backend}"`) : undefined
}

export async function encrypt(storage: SafeStorage, text: string): Promise<string> {
  if (storage.encryptStringAsync === undefined) throw new Error('encryptStringAsync is missing')
  return (await storage.encryptStringAsync(text)).toString('base64')
}

/** `renewed`: encrypted anew, since the system has a newer key. */
export async function decrypt(storage: SafeStorage, ciphertext: string): Promise<{ text: string; renewed?: string }> {
  if (storage.decryptStringAsync === undefined) throw new Error('decryptStringAsync is missing')
  const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(ciphertext, 'base64'))
  return shouldReEncrypt ? { text: result, renewed: await encrypt(storage, result) } : { text: result }
}

const noStore = (why: string): ErrorData => ({
  code: 'secret.no_store',
  message: `Secrets cannot be kept on this machine: ${why}.`,
  retriable: false,
  hint: 'They are remembered until the application ends. Unlock or install a keychain (GNOME Keyring, KWallet), then start again.',
  details: { reason: why }
})
