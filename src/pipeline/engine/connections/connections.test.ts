import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectionSpec, type ConnectionSpec } from '../../contract'
import { MemoryVault } from '../../connect'
import { buildRequest } from '../../connect/http/build-request'
import { acquireLock } from '../lock'
import { chooseProfile, knownProfiles } from '../profiles'
import { tempFolder } from '../testing/temp'
import { createWorkspace, openWorkspace, type Workspace } from '../workspace'
import { ConnectionFiles, resolveConnection, VariablesStore, workspaceVariables } from '.'

const api = (patch: object = {}): ConnectionSpec =>
  connectionSpec.parse({
    format: 1,
    name: 'molit',
    target: { kind: 'http', baseUrl: 'https://{API_HOST}/v1', headers: { 'X-Env': '{ENV}', 'X-Key': '{secret.key}' } },
    secrets: ['key'],
    ...patch
  })

const database = connectionSpec.parse({
  format: 1,
  name: 'shop',
  target: { kind: 'mysql', host: 'db.example', port: '{DB_PORT}', user: 'reader', database: 'shop' },
  secrets: ['password'],
  profiles: { test: { host: 'db-test.example', tls: 'off' } }
})

async function world(profile = 'default') {
  const root = join(await tempFolder(), 'ws')
  await createWorkspace(root)
  const variables = new VariablesStore(root)
  await variables.save({
    format: 1,
    variables: { API_HOST: 'api.example', ENV: 'live', DB_PORT: '3306' },
    profiles: { test: { ENV: 'test', DB_PORT: '3307' } }
  })
  const workspace = await openWorkspace(root, profile)
  const connections = new ConnectionFiles(workspace.connections)
  return { root, workspace, variables, connections, secrets: new MemoryVault() }
}

describe('a connection file', () => {
  it('is written with its schema beside it, and read as it was saved', async () => {
    const { connections, workspace } = await world()
    await connections.save(api(), false)
    expect(await connections.get('molit')).toMatchObject(api())
    const schema = JSON.parse(await readFile(join(workspace.connections, 'connection.schema.json'), 'utf8')) as object
    expect(schema).toMatchObject({ type: 'object', required: expect.arrayContaining(['name', 'target']) as unknown })
  })

  it('is not replaced unless that is asked for, also where only the case differs', async () => {
    const { connections } = await world()
    await connections.save(api(), false)
    await expect(connections.save(api(), false)).rejects.toMatchObject({ code: 'connection.exists' })
    await expect(connections.save(api({ name: 'Molit' }), true)).rejects.toMatchObject({ code: 'connection.exists' })
    await connections.save(api({ title: 'MOLIT' }), true)
    expect(await connections.get('molit')).toMatchObject({ title: 'MOLIT' })
  })

  it('that cannot be read is listed with its error, beside the others', async () => {
    const { connections, workspace } = await world()
    await connections.save(api(), false)
    await writeFile(join(workspace.connections, 'broken.connection.json'), '{"format": 1,')
    await writeFile(join(workspace.connections, 'other.connection.json'), JSON.stringify(api()))
    const list = await connections.list()
    expect(list.map((entry) => [entry.name, 'error' in entry ? entry.error.code : 'read'])).toEqual([
      ['broken', 'connection.invalid'],
      ['molit', 'read'],
      ['other', 'connection.invalid']
    ])
  })

  it.each([
    ['a profile with a field that the kind does not have', { profiles: { test: { host: 'x' } } }, 'profiles.test'],
    ['a secret that is named twice', { secrets: ['key', 'key'] }, 'key is named twice'],
    ['a secret that a database cannot be given', { target: database.target }, 'key is none of password']
  ])('with %s is refused', async (_what, patch, says) => {
    const { connections } = await world()
    await expect(connections.save(api(patch), false)).rejects.toMatchObject({
      code: 'connection.invalid',
      message: expect.stringContaining(says) as unknown
    })
  })
})

describe('a connection in use', () => {
  it('has the variables and secrets of its profile; where a secret stands in a text is left to whoever asks', async () => {
    for (const [profile, env] of [
      ['default', 'live'],
      ['test', 'test']
    ] as const) {
      const services = await world(profile)
      await services.connections.save(api(), false)
      await services.secrets.set(`${profile}/molit/key`, `key of ${profile}`)
      expect(await resolveConnection(services, 'molit')).toMatchObject({
        target: { baseUrl: 'https://api.example/v1', headers: { 'X-Env': env, 'X-Key': '{secret.key}' } },
        secrets: { key: `key of ${profile}` }
      })
      expect(await workspaceVariables(services)).toMatchObject({ ENV: env, API_HOST: 'api.example' })
    }
  })

  it('has the fields that its profile has otherwise, and a port out of a variable', async () => {
    const services = await world('test')
    await services.connections.save(database, false)
    await services.secrets.set('test/shop/password', 'p')
    const { target } = await resolveConnection(services, 'shop')
    expect(target).toMatchObject({ host: 'db-test.example', port: 3307, tls: 'off', user: 'reader' })
  })

  it('takes a variable as it is, whatever braces stand in it', async () => {
    const services = await world()
    const value = '{secret.key} {{ {'
    await services.variables.save({ format: 1, variables: { API_HOST: 'api.example', ENV: value, DB_PORT: '1' }, profiles: {} })
    await services.connections.save(api({ secrets: [] }), false)
    const mysql = { ...database.target, user: '{ENV}{{' }
    await services.connections.save(connectionSpec.parse({ ...database, target: mysql, secrets: [] }), false)
    const { target } = await resolveConnection(services, 'molit')
    if (target.kind !== 'http') throw new Error(target.kind)
    const request = { method: 'GET' as const, path: '', query: {}, headers: {} }
    const { ask } = buildRequest(target, request, () => ({ text: 'filled', secret: true }))
    expect(ask.headers).toEqual({ 'X-Env': value, 'X-Key': 'filled' })
    expect((await resolveConnection(services, 'shop')).target).toMatchObject({ user: `${value}{` })
  })

  it('never has the secret of another profile', async () => {
    const services = await world('test')
    await services.connections.save(database, false)
    await services.secrets.set('default/shop/password', 'production')
    await expect(resolveConnection(services, 'shop')).rejects.toMatchObject({
      code: 'secret.missing',
      details: { secrets: ['password'], profile: 'test' }
    })
  })

  it('names the variable that has no value, and where it stands', async () => {
    const services = await world()
    await services.connections.save(api({ target: { kind: 'http', baseUrl: 'https://{NOWHERE}/' }, secrets: [] }), false)
    await expect(resolveConnection(services, 'molit')).rejects.toMatchObject({
      code: 'variable.missing',
      details: { variable: 'NOWHERE', where: 'target.baseUrl' }
    })
  })

  it('is refused where its port comes out as no number', async () => {
    const services = await world()
    await services.variables.save({ format: 1, variables: { DB_PORT: 'abc' }, profiles: {} })
    await services.connections.save({ ...database, profiles: {} }, false)
    await expect(resolveConnection(services, 'shop')).rejects.toMatchObject({ code: 'connection.invalid' })
  })
})

describe('a profile', () => {
  const placesOf = ({ root, lake, state, datasets, connections }: Workspace) =>
    [lake, state, datasets, connections].map((path) => path.slice(root.length + 1))

  it('has a lake and a state of its own, and shares datasets and connections', async () => {
    const { root } = await world()
    expect(placesOf(await openWorkspace(root))).toEqual(['lake', '.penstock', 'datasets', 'connections'])
    expect(placesOf(await openWorkspace(root, 'test'))).toEqual([
      'profiles/test/lake',
      'profiles/test/.penstock',
      'datasets',
      'connections'
    ])
  })

  it('that nothing names is refused: a mistyped one must not become an empty lake', async () => {
    const { root } = await world()
    await expect(openWorkspace(root, 'tset')).rejects.toMatchObject({
      code: 'profile.missing',
      details: { known: ['default', 'test'] }
    })
    await expect(chooseProfile(root, 'tset')).rejects.toMatchObject({ code: 'profile.missing' })
  })

  it('that was chosen is opened where none is named, until another is', async () => {
    const { root } = await world()
    await chooseProfile(root, 'test')
    expect((await openWorkspace(root)).profile).toBe('test')
    expect((await openWorkspace(root, 'default')).profile).toBe('default')
    await chooseProfile(root, 'default')
    expect((await openWorkspace(root)).profile).toBe('default')
  })

  it('is known by variables, connections and folders; what could be no folder is none', async () => {
    const { root, connections } = await world()
    await connections.save({ ...database, profiles: { staging: {} } }, false)
    await mkdir(join(root, 'profiles', 'old'), { recursive: true })
    await mkdir(join(root, 'profiles', '.hidden'))
    expect(await knownProfiles(root)).toEqual(['default', 'old', 'staging', 'test'])
  })

  it('has an engine of its own beside that of another', async () => {
    const { root } = await world()
    const locks = await Promise.all([acquireLock(root, 'default'), acquireLock(root, 'test')])
    expect(locks.map((lock) => (lock.state === 'held' ? lock.profile : 'owned'))).toEqual(['default', 'test'])
    expect((await acquireLock(root, 'test')).state).toBe('owned')
    for (const lock of locks) if (lock.state === 'held') await lock.release()
  })
})
