import type { SecretStore, SecretStoreKind } from '../contract'
import { AppError } from '../lib/errors'
import { environmentSecret } from './environment-secrets'
import { MemoryVault } from './memory-vault'
import { readSecretsFile, writeSecretsFile } from './secrets-file'
import type { SecretVault } from './vault'

/** Keys of this profile may stand in the file without it. */
const PLAIN_PROFILE = 'default'

/** Secrets in plain Node: of the environment first, then of the file that the user named, else in memory only. */
export class NodeVault implements SecretVault {
  private readonly memory = new MemoryVault()
  /** One change of the file after the other. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: { env: NodeJS.ProcessEnv; file?: string | undefined }) {}

  async get(key: string): Promise<{ value: string; from: SecretStoreKind } | undefined> {
    const variable = environmentSecret(key, this.options.env)
    if (variable !== undefined) return { value: variable.value, from: 'environment' }
    if (this.options.file === undefined) return this.memory.get(key)
    const texts = await readSecretsFile(this.options.file)
    const name = nameIn(texts, key)
    return name === undefined ? undefined : { value: texts[name] ?? '', from: 'file' }
  }

  async set(key: string, value: string): Promise<SecretStoreKind> {
    this.refuseWhereNamed(key)
    const { file } = this.options
    if (file === undefined) return this.memory.set(key, value)
    await this.change(file, (texts) => ({ ...texts, [nameIn(texts, key) ?? shortest(key)]: value }))
    return 'file'
  }

  async delete(key: string): Promise<void> {
    const { file } = this.options
    if (file === undefined) return this.memory.delete(key)
    await this.change(file, (texts) => {
      const name = nameIn(texts, key)
      return name === undefined ? texts : Object.fromEntries(Object.entries(texts).filter(([other]) => other !== name))
    })
  }

  store(): Promise<SecretStore> {
    return Promise.resolve(this.options.file === undefined ? { kind: 'memory', reason: noFile } : { kind: 'file' })
  }

  private change(file: string, how: (texts: Record<string, string>) => Record<string, string>): Promise<void> {
    const next = this.last.then(async () => {
      const before = await readSecretsFile(file)
      const after = how(before)
      if (after !== before) await writeSecretsFile(file, after)
    })
    this.last = next.catch(() => undefined)
    return next
  }

  /** A value that the environment hides would seem to be set and never be used. */
  private refuseWhereNamed(key: string): void {
    const variable = environmentSecret(key, this.options.env)?.variable
    if (variable === undefined) return
    throw new AppError('secret.no_store', `${variable} of the environment has this secret, and counts first.`, {
      hint: `Change it there, or start without ${variable}.`,
      details: { variable }
    })
  }
}

const noFile = {
  code: 'secret.no_store' as const,
  message: 'No file of secrets is named.',
  retriable: false,
  hint: 'Name one (mode 0600) with PENSTOCK_SECRETS_FILE or --secrets FILE, or set PENSTOCK_SECRET_<CONNECTION>__<NAME>.'
}

/** `connection/name`, which in the file means the default profile. */
const shortest = (key: string): string => (key.startsWith(`${PLAIN_PROFILE}/`) ? key.slice(PLAIN_PROFILE.length + 1) : key)

function nameIn(texts: Readonly<Record<string, string>>, key: string): string | undefined {
  return [key, shortest(key)].find((name) => Object.hasOwn(texts, name))
}
