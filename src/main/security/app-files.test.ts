import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, listAppFiles, type AppFiles } from './app-files'

let folder: string
let files: AppFiles

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-files-'))
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'renderer', 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  await writeFile(join(folder, 'renderer', 'assets', 'a.js'), 'export const a = 1')
  await writeFile(join(folder, 'renderer', 'assets', 'a.js.map'), '{}')
  await symlink(join(folder, 'secret.txt'), join(folder, 'renderer', 'link.txt'))
  files = await listAppFiles(join(folder, 'renderer'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const get = (url: string, method = 'GET') => answer({ method, url }, files)

test('A page carries a policy whose nonce is its own and new with each answer.', async () => {
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const response = await get('app://penstock/')
      const nonce = /content="([^"]+)"/.exec(await response.text())?.[1] ?? ''
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
      return nonce
    })
  )
  expect(new Set(nonces).size).toBe(2)
})

test('A built file is answered with its type.', async () => {
  const response = await get('app://penstock/assets/a.js')
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
})

test.each([
  'app://penstock/../secret.txt',
  'app://penstock/..%2fsecret.txt',
  'app://penstock/%2e%2e/secret.txt',
  'app://penstock/%2e%2e%2fsecret.txt',
  'app://penstock/assets/..%5c..%5csecret.txt',
  'app://penstock/assets/%61.js',
  'app://penstock//assets/a.js',
  'app://penstock/assets/',
  'app://penstock/assets/a.js%00',
  'app://penstock/assets/a.js.map',
  'app://penstock/link.txt',
  'app://penstock/etc/passwd',
  'app://other/index.html',
  'app://penstock.evil/index.html'
])('%s does not exist.', async (url) => {
  expect((await get(url)).status).toBe(404)
})

test('Nothing but GET is answered.', async () => {
  expect((await get('app://penstock/index.html', 'POST')).status).toBe(405)
})
