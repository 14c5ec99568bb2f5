import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, refusalOf, type SafeStorage } from './keychain'

/** Electron's functions over a key that can be changed. */
const storage = (patch: Partial<SafeStorage> = {}): SafeStorage => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(`locked ${text}`)),
  decryptStringAsync: (encrypted) => Promise.resolve({ result: encrypted.toString().slice(7), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  ...patch
})

describe('the keychain of the system', () => {
  it('is used where it is offered, there and back', async () => {
    expect(await refusalOf(storage(), 'linux')).toBeUndefined()
    expect(await decrypt(storage(), await encrypt(storage(), '비밀 hunter2'))).toEqual({ text: '비밀 hunter2' })
  })

  it.each(['basic_text', 'unknown'])('is refused where Linux would keep secrets by "%s"', async (backend) => {
    const plain = storage({ getSelectedStorageBackend: () => backend })
    expect(await refusalOf(plain, 'linux')).toMatchObject({ code: 'secret.no_store' })
    expect(await refusalOf(plain, 'darwin')).toBeUndefined()
  })

  it('is refused where the system says no', async () => {
    const none = storage({ isAsyncEncryptionAvailable: () => Promise.resolve(false) })
    expect(await refusalOf(none, 'linux')).toMatchObject({ code: 'secret.no_store' })
  })

  it('is refused, not used by its older functions, where Electron has no asynchronous ones', async () => {
    expect(await refusalOf({ getSelectedStorageBackend: () => 'gnome_libsecret' }, 'linux')).toMatchObject({
      code: 'secret.no_store'
    })
  })

  it('is written anew where its key was renewed', async () => {
    const renewed = storage({ decryptStringAsync: () => Promise.resolve({ result: 'p', shouldReEncrypt: true }) })
    expect(await decrypt(renewed, '')).toEqual({ text: 'p', renewed: Buffer.from('locked p').toString('base64') })
  })
})
