import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '../lib/errors'
import { NodeVault, SystemVault, type SystemCrypt } from '.'
import { environmentName } from './environment-secrets'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'penstock-vault-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

const KEY = 'default/shop-db/password'
const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

describe('secrets of the environment', () => {
  it.each([
    ['shop-db', 'password', 'PENSTOCK_SECRET_SHOP_DB__PASSWORD'],
    ['molit', 'serviceKey', 'PENSTOCK_SECRET_MOLIT__SERVICEKEY'],
    ['국토부.api', 'key', 'PENSTOCK_SECRET_국토부_API__KEY']
  ])('%s/%s is %s', (connection, name, variable) => {
    expect(environmentName(connection, name)).toBe(variable)
  })

  it('count before the file, those of a profile before the others, and are not written over', async () => {
    const file = join(await folder(), 'secrets.json')
    const env = { PENSTOCK_SECRET_SHOP_DB__PASSWORD: 'any', PENSTOCK_SECRET_TEST__SHOP_DB__PASSWORD: 'of test' }
    const vault = new NodeVault({ env, file })
    expect(await vault.get(KEY)).toEqual({ value: 'any', from: 'environment' })
    expect(await vault.get('test/shop-db/password')).toEqual({ value: 'of test', from: 'environment' })
    await expect(vault.set(KEY, 'new')).rejects.toMatchObject({ code: 'secret.no_store' })
  })
})

describe('a variable of the environment', () => {
  const from = async (env: NodeJS.ProcessEnv, key: string) => (await new NodeVault({ env }).get(key))?.value

  it('without a profile is of the default profile only', async () => {
    const env = { PENSTOCK_SECRET_ECOS__KEY: 'production' }
    expect(await from(env, 'default/ecos/key')).toBe('production')
    expect(await from(env, 'test/ecos/key')).toBeUndefined()
  })

  it('is of one profile, connection and secret, however their names are put together', async () => {
    const env = { PENSTOCK_SECRET_TEST__ECOS__KEY: 'of test', PENSTOCK_SECRET_A__B_C: 'a', PENSTOCK_SECRET_A_B__C: 'a_b' }
    expect(await from(env, 'test/ecos/key')).toBe('of test')
    expect(await from(env, 'default/test_ecos/key')).toBeUndefined()
    expect(await from(env, 'default/test__ecos/key')).toBeUndefined()
    expect([await from(env, 'default/a/b_c'), await from(env, 'default/a_b/c')]).toEqual(['a', 'a_b'])
    expect([environmentName('a_', 'b'), environmentName('a', '_b'), environmentName('a--b', 'c')]).toEqual([
      undefined,
      undefined,
      undefined
    ])
  })
})

describe('a file of secrets', () => {
  it('is made with mode 0600, and holds what was set', async () => {
    const file = join(await folder(), 'secrets.json')
    const vault = new NodeVault({ env: {}, file })
    expect(await vault.get(KEY)).toBeUndefined()
    await Promise.all([vault.set(KEY, 'p1'), vault.set('test/shop-db/password', 'p2')])
    expect(await modeOf(file)).toBe('600')
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ 'shop-db/password': 'p1', 'test/shop-db/password': 'p2' })
    await vault.delete(KEY)
    expect(await vault.get(KEY)).toBeUndefined()
    expect(await vault.get('test/shop-db/password')).toEqual({ value: 'p2', from: 'file' })
  })

  it('gives a secret without profile to the default profile only', async () => {
    const file = join(await folder(), 'secrets.json')
    await writeFile(file, '{"shop-db/password": "production"}', { mode: 0o600 })
    const vault = new NodeVault({ env: {}, file })
    expect(await vault.get(KEY)).toEqual({ value: 'production', from: 'file' })
    expect(await vault.get('test/shop-db/password')).toBeUndefined()
  })

  it.each([0o644, 0o640, 0o604, 0o620])('of mode %o is neither read nor written, and the way out is told', async (mode) => {
    const file = join(await folder(), 'secrets.json')
    await writeFile(file, '{"shop-db/password": "p"}')
    await chmod(file, mode)
    const vault = new NodeVault({ env: {}, file })
    for (const attempt of [vault.get(KEY), vault.set(KEY, 'x'), vault.delete(KEY)])
      await expect(attempt).rejects.toMatchObject({ code: 'secret.no_store', hint: `chmod 600 ${file}` })
    expect(await readFile(file, 'utf8')).toBe('{"shop-db/password": "p"}')
  })

  it('that is a link, a folder or no JSON is not read, and nothing of it is told', async () => {
    const place = await folder()
    const [real, link, text] = ['real', 'link', 'text'].map((name) => join(place, name)) as [string, string, string]
    await writeFile(real, '{}', { mode: 0o600 })
    await symlink(real, link)
    await writeFile(text, 'hunter2-is-no-json', { mode: 0o600 })
    for (const file of [link, place, text]) {
      const failed = await new NodeVault({ env: {}, file }).get(KEY).catch((error: unknown) => error)
      expect(failed).toMatchObject({ code: 'secret.no_store' })
      expect(String(failed)).not.toContain('hunter2')
    }
  })
})

it('Without a file and environment, plain Node remembers until it ends, and says why.', async () => {
  const vault = new NodeVault({ env: {} })
  expect(await vault.set(KEY, 'p')).toBe('memory')
  expect(await vault.get(KEY)).toEqual({ value: 'p', from: 'memory' })
  expect(await vault.store()).toMatchObject({ kind: 'memory', reason: { code: 'secret.no_store' } })
})

/** A keychain that marks what it encrypts with its key, and opens only what has its mark. */
function keychain(key: string, offered = true): SystemCrypt {
  const mark = `${key}:`
  return {
    refusal: () => Promise.resolve(offered ? undefined : new AppError('secret.no_store', 'there is no keychain')),
    encrypt: (text) => Promise.resolve(Buffer.from(mark + text).toString('base64')),
    decrypt: (ciphertext) => {
      const text = Buffer.from(ciphertext, 'base64').toString()
      return text.startsWith(mark) ? Promise.resolve({ text: text.slice(mark.length) }) : Promise.reject(new Error('bad key'))
    }
  }
}

describe('the system’s keychain', () => {
  it('keeps ciphertext in a file of mode 0600, which the next start opens', async () => {
    const file = join(await folder(), 'secrets.json')
    const vault = new SystemVault(file, keychain('k1'))
    expect(await vault.set(KEY, 'hunter2')).toBe('system')
    expect(await modeOf(file)).toBe('600')
    expect(await readFile(file, 'utf8')).not.toContain('hunter2')
    expect(await new SystemVault(file, keychain('k1')).get(KEY)).toEqual({ value: 'hunter2', from: 'system' })
    await vault.delete(KEY)
    expect(await new SystemVault(file, keychain('k1')).get(KEY)).toBeUndefined()
  })

  it('whose key changed lets the secret be entered again', async () => {
    const file = join(await folder(), 'secrets.json')
    await new SystemVault(file, keychain('k1')).set(KEY, 'old')
    const vault = new SystemVault(file, keychain('k2'))
    await expect(vault.get(KEY)).rejects.toMatchObject({ code: 'secret.missing' })
    await vault.set(KEY, 'new')
    expect(await vault.get(KEY)).toEqual({ value: 'new', from: 'system' })
  })

  it('that the system does not offer keeps nothing on the disk', async () => {
    const place = await folder()
    const vault = new SystemVault(join(place, 'secrets.json'), keychain('k', false))
    expect(await vault.set(KEY, 'hunter2')).toBe('memory')
    expect(await vault.get(KEY)).toEqual({ value: 'hunter2', from: 'memory' })
    expect(await vault.store()).toMatchObject({ kind: 'memory', reason: { code: 'secret.no_store' } })
    await expect(stat(join(place, 'secrets.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
