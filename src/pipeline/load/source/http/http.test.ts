import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type LookupFunction } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newRoom, type Room } from '../../testing/spool-here'
import { isPublicAddress } from './address'
import { checkUrl, guardedLookup } from './guard'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const body = 'code,close\n' + '005930,71300\n'.repeat(50_000)
let room: Room
let server: Server
let canary: Server
let base: string
let handler: Handler
let reached = 0
const ranges: (string | undefined)[] = []
/** Resolved when the client has kept some bytes. */
let kept = Promise.withResolvers<undefined>()

const listening = (made: Server): Promise<string> =>
  new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(made.address() as AddressInfo).port}`)))

beforeAll(async () => {
  room = await newRoom()
  server = createServer((incoming, response) => {
    ranges.push(incoming.headers.range)
    handler(incoming, response)
  })
  canary = createServer((_, response) => {
    reached += 1
    response.end('a\n1\n')
  })
  const address = await listening(server)
  base = `http://${address}`
  process.env.PENSTOCK_ALLOW_HOSTS = address
})
afterAll(async () => {
  delete process.env.PENSTOCK_ALLOW_HOSTS
  server.closeAllConnections()
  server.close()
  canary.close()
  await room.remove()
})
afterEach(() => {
  delete process.env.PENSTOCK_PLANT
  ranges.length = 0
  kept = Promise.withResolvers()
})

async function load(path = '/x.csv'): Promise<string> {
  const progress = (bytes: number): void => {
    if (bytes > 0) kept.resolve(undefined)
  }
  return Object.values(await room.texts({ location: base + path }, { progress }))[0] ?? ''
}
const code = (error: string): Error => expect.objectContaining({ code: error }) as Error

/** Sends a part of the body and cuts the line, once the client has some of it: what is on its way then may be lost. */
const cutAfter = (bytes: number, response: ServerResponse, headers: Record<string, string>): void => {
  response.writeHead(200, { 'content-length': String(body.length), ...headers })
  response.write(body.slice(0, bytes))
  if (bytes === 0) setImmediate(() => response.destroy())
  else void kept.promise.then(() => response.destroy())
}
const serveRange: (tag: string) => Handler = (tag) => (incoming, response) => {
  const start = Number(/bytes=(\d+)-/.exec(incoming.headers.range ?? '')?.[1] ?? 0)
  const same = incoming.headers['if-range'] === tag
  if (same) response.writeHead(206, { etag: tag, 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` })
  else response.writeHead(200, { etag: tag })
  response.end(same ? body.slice(start) : body)
}

describe('a URL', () => {
  it('is fetched and fingerprinted, without its query in any name', async () => {
    handler = (_, response) => response.end(body)
    const { inputs } = await room.spool({ location: `${base}/a/x.csv?token=secret` })
    expect(inputs).toMatchObject([{ name: `${base}/a/x.csv`, bytes: body.length }])
  })

  it('is resumed where the connection was cut and the tag is the same', async () => {
    handler = (incoming, response) =>
      incoming.headers.range === undefined
        ? cutAfter(100_000, response, { etag: '"v1"' })
        : serveRange('"v1"')(incoming, response)
    expect(await load()).toBe(body)
    expect(ranges[0]).toBeUndefined()
    expect(ranges[1]).toMatch(/^bytes=\d+-$/)
  })

  it('is http.changed where the tag is another when it goes on', async () => {
    handler = (incoming, response) =>
      incoming.headers.range === undefined
        ? cutAfter(100_000, response, { etag: '"v1"' })
        : serveRange('"v2"')(incoming, response)
    await expect(load()).rejects.toThrow(code('http.changed'))
  })

  it('is fetched anew where nothing tells one version from another', async () => {
    let calls = 0
    handler = (_, response) => {
      calls += 1
      if (calls === 1) cutAfter(100_000, response, {})
      else response.end(body)
    }
    expect(await load()).toBe(body)
  })

  it('is http.failed when every attempt ends early', async () => {
    handler = (_, response) => cutAfter(0, response, {})
    await expect(load()).rejects.toThrow(code('http.failed'))
  })

  it.each([404, 401, 410, 501])('is http.status for %i, asked once', async (status) => {
    handler = (_, response) => response.writeHead(status).end()
    await expect(load()).rejects.toThrow(
      expect.objectContaining({ code: 'http.status', details: expect.objectContaining({ status }) as object }) as Error
    )
    expect(ranges).toHaveLength(1)
  })

  it.each(['<h1>Not found</h1>', '\n<title>Sign in</title>', '<script>location="/login"</script>'])(
    'is refused where a web page comes in place of the file: %s',
    async (page) => {
      handler = (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
      for (const format of ['csv', 'jsonl', 'parquet'] as const) {
        await expect(room.spool({ location: `${base}/x.${format}`, format })).rejects.toThrow(
          expect.objectContaining({ code: 'file.format', message: expect.stringContaining('web page') as string }) as Error
        )
      }
      await expect(room.recognise(`${base}/x.csv`)).rejects.toThrow(code('file.format'))
    }
  )

  it('is read where it is data that its server calls a web page', async () => {
    handler = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body)
    expect(await load()).toBe(body)
  })

  it('is cancelled within a second while its server dawdles', async () => {
    const stop = new AbortController()
    handler = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('a', () => stop.abort())
    }
    const started = performance.now()
    await expect(room.spool({ location: `${base}/slow.csv` }, { signal: stop.signal })).rejects.toThrow(code('cancelled'))
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('may redirect to itself three times, not four, and never to a place inside', async () => {
    const inside = await listening(canary)
    handler = (incoming, response) => {
      const left = Number(incoming.url?.slice(1))
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
      else response.end(body)
    }
    expect(await load('/3')).toBe(body)
    await expect(load('/4')).rejects.toThrow(code('url.refused'))
    handler = (_, response) => response.writeHead(302, { location: `http://${inside}/x.csv` }).end()
    await expect(load()).rejects.toThrow(code('url.refused'))
    expect(reached).toBe(0)
    process.env.PENSTOCK_PLANT = 'no-pin'
    expect(await load()).toBe('a\n1\n')
    expect(reached).toBe(1)
  })
})

describe('an address', () => {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '127.0.0.1.',
    '0',
    '0.0.0.0',
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.168.1.1:9000',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '169.254.170.2',
    '100.64.0.1',
    '100.127.255.255',
    '100.100.100.200',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '192.88.99.1',
    '[::1]',
    '[::]',
    '[::ffff:10.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[::127.0.0.1]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[64:ff9b::a00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001::1]',
    '[2001:db8::1]',
    '[100::1]',
    '[fec0::1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'printer.local',
    'metadata.google.internal',
    '１２７.0.0.1',
    '①②⑦.0.0.1',
    '127。0。0。1',
    '%31%32%37.0.0.1'
  ]

  it('is refused before anything is asked, in 60 ways to write a place inside', () => {
    expect(hosts).toHaveLength(60)
    for (const host of hosts) expect(() => checkUrl(`http://${host}/`, new Set()), host).toThrow(code('url.refused'))
  })

  it.each(['ftp://example.com/x', 'file:///etc/passwd', 'http://user:pass@example.com/', 'gopher://x', 'http://'])(
    'is refused: %s',
    (url) => {
      expect(() => checkUrl(url, new Set())).toThrow(code('url.refused'))
    }
  )

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    }
  )

  it('is checked at the connection: a name that leads inside reaches nothing', async () => {
    const lookup: LookupFunction = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }])
    const connectBy = (guarded: LookupFunction): Promise<unknown> =>
      new Promise((resolve) => {
        const socket = connect({ host: 'rebinding.example', port: Number(new URL(base).port), lookup: guarded })
        socket.on('connect', () => resolve('reached'))
        socket.on('connect', () => void socket.destroy())
        socket.on('error', resolve)
      })
    expect(await connectBy(guardedLookup(false, lookup))).toMatchObject({ code: 'url.refused' })
    expect(await connectBy(guardedLookup(true, lookup))).toBe('reached')
  })
})
