import { mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servedSite, type ServedSite } from './testing/served-site'

let site: ServedSite
beforeAll(async () => {
  site = await servedSite()
})
afterAll(() => site.close())

const get = (path: string, method = 'GET') => site.ask({ method, path, headers: { cookie: site.cookie } })

describe('the page', () => {
  it('carries a policy whose nonce is its own and new with each answer, and is neither kept nor sniffed', async () => {
    const [first, second] = [await get('/'), await get('/index.html')]
    const nonceOf = (body: string) => /content="([^"]+)"/.exec(body)?.[1] ?? ''
    expect(nonceOf(first.body)).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(nonceOf(first.body)).not.toBe(nonceOf(second.body))
    expect(first.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer'
    })
    const policy = String(first.headers['content-security-policy']).split('; ')
    expect(policy).toContain(`style-src 'self' 'nonce-${nonceOf(first.body)}'`)
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'"
      ])
    )
    expect(policy.join()).not.toMatch(/unsafe|\*/)
  })

  it('comes with its scripts under their own type', async () => {
    const script = await get('/assets/index.js')
    expect(script).toMatchObject({ status: 200, body: 'export {}' })
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
  })
})

const up = ['..', '%2e%2e', '%2E%2E', '.%2e', '%2e.', '..%00', '..%c0%af', '%252e%252e', '....', '..;']
const traversals = up.flatMap((dots) => [
  `/${dots}/secret.txt`,
  `/assets/${dots}/${dots}/secret.txt`,
  `/${dots}%2fsecret.txt`,
  `/assets/${dots}\\secret.txt`
])

describe('only the files that were there at start are served', () => {
  it.each(traversals)('%s does not exist', async (path) => expect((await get(path)).status).toBe(404))

  it.each([
    '/assets/link.txt',
    '/notes.key',
    '/assets',
    '/assets/',
    '//index.html',
    '/INDEX.html',
    '/index.html/',
    'http://evil.example/',
    '*'
  ])('%s does not exist either', async (path) => expect((await get(path)).status).toBe(404))

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST'])('%s changes nothing', async (method) => {
    const headers = { cookie: site.cookie, host: `127.0.0.1:${site.listening.port}`, origin: site.listening.url }
    expect((await site.ask({ method, path: '/index.html', headers })).status).toBe(405)
  })
})

describe('a dropped file', () => {
  const upload = (name: string, body: string | Buffer) => {
    const headers = { cookie: site.cookie, host: `127.0.0.1:${site.listening.port}`, origin: site.listening.url }
    return site.ask({ method: 'POST', path: `/upload?name=${name}`, headers, body })
  }

  it('lies in the inbox under its own name, byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 0xb0, 0xa1])
    const reply = await upload(encodeURIComponent('아파트 거래 (1).csv.gz'), bytes)
    expect(reply.status).toBe(200)
    const { path } = JSON.parse(reply.body) as { path: string }
    expect(basename(path)).toBe('아파트 거래 (1).csv.gz')
    expect(relative(join(site.workspace, '.penstock', 'inbox'), path)).toMatch(/^[0-9a-f-]{36}[\\/][^\\/]+$/)
    expect(await readFile(path)).toEqual(bytes)
  })

  it.each([
    '',
    '.',
    '..',
    '../a.csv',
    '..%2fa.csv',
    '%2fetc%2fpasswd',
    'a%2f..%2f..%2fb',
    '..%5ca.csv',
    'C%3a%5ca.csv',
    'a%00.csv',
    'a%0a.csv',
    'con',
    'NUL.csv',
    'a.',
    'a%20',
    'a%3astream',
    'k'.repeat(256),
    'a%E2%80%AEvsc.exe'
  ])('named "%s" is refused and leaves nothing', async (name) => {
    const inbox = join(site.workspace, '.penstock', 'inbox')
    await mkdir(inbox, { recursive: true })
    const before = await readdir(inbox, { recursive: true })
    const reply = await upload(name, 'x')
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.body)).toMatchObject({ error: { code: 'path.refused' } })
    expect(await readdir(inbox, { recursive: true })).toEqual(before)
  })

  it('is refused before a byte is read where the disk has no room for it', async () => {
    const headers = {
      cookie: site.cookie,
      host: `127.0.0.1:${site.listening.port}`,
      origin: site.listening.url,
      'content-length': String(2 ** 52)
    }
    const reply = await site.ask({ method: 'POST', path: '/upload?name=big.csv', headers, body: 'x' })
    expect(reply.status).toBe(507)
    expect(JSON.parse(reply.body)).toMatchObject({ error: { code: 'disk.full' } })
  })
})
