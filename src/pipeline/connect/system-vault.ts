import { z } from 'zod'
import type { SecretStore, SecretStoreKind } from '../contract'
import { readTextIfExists, writeFileAtomic } from '../lib/atomic-file'
import { AppError, toErrorData } from '../lib/errors'
import { MemoryVault } from './memory-vault'
import type { SecretVault } from './vault'

/** The operating system's store, as Electron's main process offers it; ciphertext is base64. */
export interface SystemCrypt {
  /** Why there is none; undefined where there is one. */
  refusal(): Promise<AppError | undefined>
  encrypt(text: string): Promise<string>
  /** `renewed`: the same, under a newer key. Throws where the key is another one by now. */
  decrypt(ciphertext: string): Promise<{ text: string; renewed?: string | undefined }>
}

const kept = z.object({ format: z.literal(1), secrets: z.record(z.string(), z.string()) })

/** Secrets under the key that the system's keychain guards: ciphertext in a file of mode 0600; in memory only where the system offers no store. */
export class SystemVault implements SecretVault {
  private readonly memory = new MemoryVault()
  private refused: Promise<AppError | undefined> | undefined
  private last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly path: string,
    private readonly crypt: SystemCrypt
  ) {}

  async get(key: string): Promise<{ value: string; from: SecretStoreKind } | undefined> {
    const remembered = await this.memory.get(key)
    if (remembered !== undefined) return remembered
    const ciphertext = (await this.read())[key]
    if (ciphertext === undefined) return undefined
    const refusal = await this.refusal()
    if (refusal !== undefined) throw unreadable(refusal)
    const { text, renewed } = await this.crypt.decrypt(ciphertext).catch((error: unknown) => {
      throw unreadable(error)
    })
    if (renewed !== undefined) await this.change((secrets) => ({ ...secrets, [key]: renewed }))
    return { value: text, from: 'system' }
  }

  async set(key: string, value: string): Promise<SecretStoreKind> {
    if ((await this.refusal()) !== undefined) return this.memory.set(key, value)
    const ciphertext = await this.crypt.encrypt(value)
    await this.change((secrets) => ({ ...secrets, [key]: ciphertext }))
    await this.memory.delete(key)
    return 'system'
  }

  async delete(key: string): Promise<void> {
    await this.memory.delete(key)
    await this.change((secrets) => Object.fromEntries(Object.entries(secrets).filter(([other]) => other !== key)))
  }

  async store(): Promise<SecretStore> {
    const refusal = await this.refusal()
    return refusal === undefined ? { kind: 'system' } : { kind: 'memory', reason: toErrorData(refusal) }
  }

  private refusal(): Promise<AppError | undefined> {
    return (this.refused ??= this.crypt.refusal())
  }

  private change(how: (secrets: Record<string, string>) => Record<string, string>): Promise<void> {
    const next = this.last.then(async () => {
      const before = await this.read()
      const after = how(before)
      if (JSON.stringify(after) === JSON.stringify(before)) return
      await writeFileAtomic(this.path, `${JSON.stringify({ format: 1, secrets: after }, null, 2)}\n`, 0o600)
    })
    this.last = next.catch(() => undefined)
    return next
  }

  /** A damaged file has no secrets any more: they are asked for again. */
  private async read(): Promise<Record<string, string>> {
    const text = await readTextIfExists(this.path)
    if (text === undefined) return {}
    try {
      return kept.safeParse(JSON.parse(text)).data?.secrets ?? {}
    } catch {
      return {}
    }
  }
}

const unreadable = (cause: unknown): AppError =>
  new AppError('secret.missing', 'A value is kept, and the key of the system’s keychain no longer opens it.', {
    hint: 'Enter the secret again.',
    cause
  })
