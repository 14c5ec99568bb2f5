import { safeStorage } from 'electron'
import type { FromEngineHost, ToEngineHost } from '../../pipeline/contract'
import { decrypt, encrypt, refusalOf, type SafeStorage } from './keychain'

type Ask = Extract<FromEngineHost, { t: 'crypt' }>
type Answer = Extract<ToEngineHost, { t: 'crypted' | 'uncrypted' }>

/** Does for the engine what only main can: it reaches the system's keychain. Never throws, and says nothing of what it was given. */
export async function answerCrypt({ id, what, text }: Ask, storage: SafeStorage = safeStorage): Promise<Answer> {
  try {
    const error = await refusalOf(storage, process.platform)
    if (error !== undefined) return { t: 'uncrypted', id, error }
    if (what === 'encrypt') return { t: 'crypted', id, text: await encrypt(storage, text) }
    return { t: 'crypted', id, ...(what === 'decrypt' ? await decrypt(storage, text) : { text: '' }) }
  } catch {
    return { t: 'uncrypted', id, error: refused(what) }
  }
}

const refused = (what: string) => ({
  code: 'secret.no_store' as const,
  message: `The system's keychain refused to ${what}.`,
  retriable: true,
  hint: 'Unlock the keychain, or enter the secret again.'
})
