import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../lib/clock'
import { jsonLogger } from '../lib/json-logger'
import { runCli } from './run-cli'
import { penstock, type Penstock } from './testing/penstock'

let cli: Penstock
beforeAll(async () => {
  cli = await penstock()
  await cli.run('init', cli.workspace)
}, 60_000)
afterAll(() => cli.remove())

const failure = async (...argv: string[]) => {
  const { code, value } = await cli.json(...argv)
  return { code, ...(value as { error: { code: string; message: string; hint: string | null; details: object } }) }
}

/** A command line that is wrong ends before anything is opened, so it needs no process of its own. */
const usage = async (...argv: string[]) => {
  let stdout = ''
  const code = await runCli([...argv, '--json'], {
    stdin: process.stdin,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => undefined },
    env: { PENSTOCK_WORKSPACE: cli.workspace },
    cwd: cli.folder,
    signal: new AbortController().signal,
    renderer: '',
    host: () => ({
      kind: 'cli',
      appVersion: '0.0.0',
      clock: systemClock,
      logger: jsonLogger({ level: 'error', clock: systemClock, write: () => undefined }),
      spawnWorker: () => Promise.reject(new Error('a wrong command line must not start a worker'))
    })
  })
  return { code, ...(JSON.parse(stdout) as { error: { message: string; hint: string } }) }
}

describe('what cannot be done', () => {
  it.each([
    [['lod'], 'There is no verb "lod".'],
    [['load', 'x', '--form'], "Unknown option '--form'"],
    [['load', '../x'], 'is no dataset name'],
    [['load', 'x', '--from', '2023'], 'a partition is YYYY-MM'],
    [['add', 'x'], '--source is missing.'],
    [['add', 'x', '--source', 'a.csv', '--encoding', 'utf-16'], 'one of utf-8, cp949'],
    [['undo', 'x'], 'Say either --to VERSION or --run RUN.'],
    [['rows', 'x'], '--partition is missing.'],
    [['serve', '--port', '70000'], 'a whole number from 0 to 65535']
  ])('%j is a usage error', async (argv, message) => {
    const { code, error } = await usage(...argv)
    expect({ code, error }).toMatchObject({ code: 2, error: { code: 'usage', details: expect.anything() as object } })
    expect(error.message).toContain(message)
    expect(error.hint).toContain('usage: penstock')
  })

  it('says it in words, on standard error, without --json', async () => {
    const { code, stdout, stderr } = await cli.run('load')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('NAME is missing.')
    expect(stderr).toContain('usage: penstock load NAME [options]')
  })

  it('names a dataset that does not exist', async () => {
    expect(await failure('load', '없는것')).toMatchObject({ code: 1, error: { code: 'dataset.missing' } })
  })

  it('names a source that does not exist', async () => {
    expect(await failure('add', 'x', '--source', 'no such.csv')).toMatchObject({ code: 1, error: { code: 'file.missing' } })
  })

  it('refuses an address inside the private network', async () => {
    const refused = await failure('add', 'x', '--source', 'http://169.254.169.254/latest/meta-data')
    expect(refused).toMatchObject({ code: 3, error: { code: 'url.refused' } })
  })

  it('says where no workspace is', async () => {
    const nowhere = join(tmpdir(), 'penstock-has-no-workspace-here')
    expect(await failure('datasets', '--workspace', nowhere)).toMatchObject({ code: 1, error: { code: 'workspace.missing' } })
  })

  it('does not touch the workspace of a newer version', async () => {
    const newer = join(cli.folder, 'newer')
    await mkdir(newer)
    await writeFile(join(newer, 'workspace.json'), JSON.stringify({ format: 2, id: 'a', title: 'b' }))
    expect(await failure('datasets', '--workspace', newer)).toMatchObject({ code: 3, error: { code: 'state.newer' } })
  })
})

describe('help and version', () => {
  it('need no workspace', async () => {
    const { code, stdout } = await cli.run('help', '--workspace', '/nonexistent')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^usage: penstock VERB/)
    expect((await cli.run('help', 'load')).stdout).toMatch(/^usage: penstock load NAME/)
    expect((await cli.run('load', '--help')).stdout).toMatch(/^usage: penstock load NAME/)
    expect(await cli.json('version')).toMatchObject({
      code: 0,
      value: { version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string }
    })
  })
})
