import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handshake, servedSite, type Ask, type ServedSite } from './testing/served-site'

let site: ServedSite
let own: { host: string; origin: string }
beforeAll(async () => {
  site = await servedSite()
  own = { host: `127.0.0.1:${site.listening.port}`, origin: site.listening.url }
})
afterAll(() => site.close())

const status = async (ask: Ask): Promise<number> => (await site.ask(ask)).status
const foreign = ['http://evil.example', 'https://evil.example', 'null', 'http://localhost:1', 'http://127.0.0.1', 'file://']
const rebinding = [
  'evil.example',
  'penstock.evil.example:8080',
  '127.0.0.1.evil.example',
  'localhost.evil.example:80',
  '10.0.0.1',
  '[::2]'
]

describe('a browser gets in with the token only', () => {
  it('exchanges the token of the entry URL for a strict, script-proof cookie of this instance, and forwards to a clean URL', async () => {
    const reply = await site.ask({ path: `/?token=${site.listening.token}` })
    expect(reply.status).toBe(303)
    expect(reply.headers.location).toBe('/')
    expect(reply.headers['set-cookie']?.[0]).toMatch(/^penstock-[0-9a-f]{16}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(reply.headers['set-cookie']?.[0]).not.toContain(site.listening.token)
  })

  it('has a token of 256 bits', () => expect(Buffer.from(site.listening.token, 'base64url')).toHaveLength(32))

  it.each(['/', '/assets/index.js', '/nowhere', '/?token=', '/?token=AAAA'])('answers %s without it by 401', async (path) =>
    expect(await status({ path })).toBe(401)
  )

  it('answers the cookie of another instance by 401', async () => {
    const cookie = `penstock-0123456789abcdef=${site.cookie.split('=')[1] ?? ''}`
    expect(await status({ path: '/', headers: { cookie } })).toBe(401)
  })

  it('serves the page to the cookie, and to a command line with the token', async () => {
    expect(await status({ path: '/', headers: { cookie: `other=1; ${site.cookie}` } })).toBe(200)
    expect(await status({ path: '/', headers: { authorization: `Bearer ${site.listening.token}` } })).toBe(200)
  })

  it.each(['localhost', 'LOCALHOST:9', '127.0.0.1:443', '[::1]:8080'])(
    'answers under the loopback name %s, whatever the port',
    async (host) => expect(await status({ path: '/', headers: { host, cookie: site.cookie } })).toBe(200)
  )
})

describe('another page or name does not get in, not even with the cookie', () => {
  it.each(rebinding)('Host %s: 403 at HTTP, upload and upgrade', async (host) => {
    const headers = { host, origin: `http://${host}`, cookie: site.cookie }
    expect(await status({ path: `/?token=${site.listening.token}`, headers: { host } })).toBe(403)
    expect(await status({ path: '/', headers })).toBe(403)
    expect(await status({ method: 'POST', path: '/upload?name=a.csv', headers, body: 'x' })).toBe(403)
    expect(await status({ path: '/socket', headers: { ...headers, ...handshake } })).toBe(403)
  })

  it.each(foreign)('Origin %s: 403 at HTTP, upload and upgrade', async (origin) => {
    const headers = { ...own, origin, cookie: site.cookie }
    expect(await status({ path: '/', headers })).toBe(403)
    expect(await status({ method: 'POST', path: '/upload?name=a.csv', headers, body: 'x' })).toBe(403)
    expect(await status({ path: '/socket', headers: { ...headers, ...handshake } })).toBe(403)
  })

  it('refuses an upload or upgrade of a browser that does not say where it comes from', async () => {
    const headers = { host: own.host, cookie: site.cookie }
    expect(await status({ method: 'POST', path: '/upload?name=a.csv', headers, body: 'x' })).toBe(403)
    expect(await status({ path: '/socket', headers: { ...headers, ...handshake } })).toBe(403)
  })

  it('refuses an upgrade without cookie or token by 401, and of any other path by 404', async () => {
    expect(await status({ path: '/socket', headers: { ...own, ...handshake } })).toBe(401)
    expect(await status({ path: '/socket', headers: { ...own, ...handshake, authorization: 'Bearer nonsense' } })).toBe(401)
    expect(await status({ path: '/', headers: { ...own, ...handshake, cookie: site.cookie } })).toBe(404)
  })

  it('has handed no channel to the engine and written nothing by then', () => {
    expect(site.accepted).toEqual([])
    expect(existsSync(join(site.workspace, '.penstock'))).toBe(false)
  })

  it('opens the socket to our own page', async () => {
    expect(await status({ path: '/socket', headers: { ...own, ...handshake, cookie: site.cookie } })).toBe(101)
    expect(site.accepted.map(({ name }) => name)).toEqual(['browser'])
  })
})
