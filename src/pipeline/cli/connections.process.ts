import { execFile } from 'node:child_process'
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtHosts } from './testing/built-hosts'
import { penstock, type Penstock } from './testing/penstock'

const SECRET = 'hunter2 of the command line'

let cli: Penstock
let script: string
beforeAll(async () => {
  cli = await penstock()
  script = (await builtHosts()).cli
  await cli.ok('init', cli.workspace)
  const spec = { format: 1, name: 'api', target: { kind: 'http', baseUrl: 'https://{HOST}/' }, secrets: ['key'] }
  await writeFile(join(cli.folder, 'api.json'), JSON.stringify(spec))
  const variables = { format: 1, variables: { HOST: 'live.invalid' }, profiles: { test: { HOST: 'test.invalid' } } }
  await writeFile(join(cli.workspace, 'variables.json'), JSON.stringify(variables))
  await cli.ok('connection', 'add', '--file', 'api.json')
})
afterAll(() => cli.remove())

/** A verb with a text on its standard input. */
const given = (text: string, ...argv: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, PENSTOCK_WORKSPACE: cli.workspace }
    const child = execFile(process.execPath, [script, ...argv], { cwd: cli.folder, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` })
    )
    child.stdin?.end(text)
  })

const failure = async (...argv: string[]): Promise<unknown> => {
  const { code, value } = await cli.json(...argv)
  return { code, error: (value as { error: { code: string } }).error.code }
}

describe('connections on the command line', () => {
  it('are added once, listed, and tested with what exactly failed', async () => {
    expect(await failure('connection', 'add', '--file', 'api.json')).toEqual({ code: 3, error: 'connection.exists' })
    expect(await cli.ok('connections')).toMatchObject([{ name: 'api', secrets: [{ name: 'key', set: false, from: null }] }])
    const { code, value } = await cli.json('connection', 'test', 'api')
    expect(code).toBe(1)
    expect(value).toMatchObject({
      ok: false,
      steps: [{ state: 'ok' }, { step: 'secrets', error: { code: 'secret.missing' } }, {}, {}, {}, {}, {}]
    })
  })

  it('keep a secret from standard input in the file that was named, for its profile alone, and say it nowhere', async () => {
    const file = join(cli.folder, 'secrets.json')
    const set = await given(`${SECRET}\n`, 'secret', 'set', 'api', 'key', '--secrets', file)
    expect(set).toMatchObject({ code: 0, output: expect.not.stringContaining(SECRET) as unknown })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ 'api/key': SECRET })
    expect(await cli.ok('connections', 'api', '--secrets', file)).toMatchObject({ secrets: [{ set: true, from: 'file' }] })
    expect(await cli.ok('connections', 'api', '--secrets', file, '--profile', 'test')).toMatchObject({
      secrets: [{ set: false }]
    })
    await chmod(file, 0o644)
    expect(await cli.ok('connections', 'api', '--secrets', file)).toMatchObject({
      secrets: [{ set: false, reason: { code: 'secret.no_store', hint: `chmod 600 ${file}` } }]
    })
    await chmod(file, 0o600)
    await cli.ok('secret', 'forget', 'api', 'key', '--secrets', file)
    expect(await readFile(file, 'utf8')).not.toContain(SECRET)
    const names = await readdir(cli.workspace, { recursive: true, withFileTypes: true })
    const texts = names.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1'))
    expect((await Promise.all(texts)).filter((text) => text.includes(SECRET))).toEqual([])
  })

  it('keep no secret where they would forget it at once', async () => {
    const set = await given(SECRET, 'secret', 'set', 'api', 'key', '--json')
    expect(set).toMatchObject({ code: 3, output: expect.stringContaining('secret.no_store') as unknown })
  })

  it('work in the profile that is named, with its variables and its own lake', async () => {
    expect(await cli.ok('variables', '--profile', 'test')).toMatchObject({
      active: 'test',
      profiles: { test: { HOST: 'test.invalid' } }
    })
    expect(await readdir(join(cli.workspace, 'profiles', 'test'))).toEqual(['.penstock', 'lake'])
    expect(await failure('variables', '--profile', 'tset')).toEqual({ code: 1, error: 'profile.missing' })
  })

  it('are removed', async () => {
    await cli.ok('connection', 'remove', 'api')
    expect(await cli.ok('connections')).toEqual([])
    expect(await failure('connections', 'api')).toEqual({ code: 1, error: 'connection.missing' })
  })
})
