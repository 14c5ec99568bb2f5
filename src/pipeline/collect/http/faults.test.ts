import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHost, startServer, type ApiAnswer, type ApiServer, type SeenRequest } from '../testing/api-server'
import { testCertificate } from '../testing/certificate'
import { collectRoom, connectionTo, testPace, type Room } from '../testing/collecting'

let room: Room
let server: ApiServer | undefined
beforeEach(async () => {
  room = await collectRoom()
})
afterEach(async () => {
  await server?.close()
  server = undefined
  await room.dispose()
})

const json = (body: unknown): ApiAnswer => ({ body: JSON.stringify(body) })
const listSpec = { request: { path: 'list' }, answer: { format: 'json', rows: 'rows' } }
const good = json({ rows: [{ a: '1' }] })

/** One question asked of a server that answers so. */
async function ask(answer: (count: number, request: SeenRequest) => ApiAnswer, spec: object = listSpec, extra: object = {}) {
  server = await startServer((request, count) => answer(count, request))
  return room.run({ connection: connectionTo(server.origin, { key: 'hunter2-secret' }), spec, fields: ['a'], ...extra })
}
const refuses = (code: string) => expect.objectContaining({ code }) as Error

describe('a server in trouble', () => {
  it('is asked again after 429 and 5xx with growing pauses', async () => {
    expect(await ask((count) => (count < 4 ? { status: [429, 500, 503][count - 1] ?? 500, body: 'busy' } : good))).toMatchObject({
      requests: 4,
      rows: 1
    })
    expect(room.pace.waited).toEqual([250, 500, 1000])
  })

  it.each([
    ['seconds', '7', 7000],
    ['a date', new Date(testPace().clock + 9000).toUTCString(), 9000]
  ])('is left alone as long as Retry-After says in %s', async (_, value, ms) => {
    await ask((count) => (count === 1 ? { status: 429, headers: { 'retry-after': value }, body: '' } : good))
    expect(room.pace.waited).toEqual([ms])
  })

  it('that wants to be left alone for long ends the work with the time', async () => {
    const refused = ask(() => ({ status: 429, headers: { 'retry-after': '3600' }, body: '' }))
    await expect(refused).rejects.toMatchObject({
      code: 'quota.exhausted',
      details: { retryAt: new Date(room.pace.clock + 3_600_000).toISOString() }
    })
    expect(server?.seen).toHaveLength(1)
  })

  it.each([
    [429, 'quota.exhausted', 5],
    [500, 'http.status', 5],
    [404, 'http.status', 1],
    [403, 'collect.key', 1]
  ])('that stays with %i is %s', async (status, code, requests) => {
    await expect(ask(() => ({ status, body: 'no' }))).rejects.toEqual(refuses(code))
    expect(server?.seen).toHaveLength(requests)
  })

  it.each(['content-length', 'chunked', 'gzip'])('whose body is cut (%s) is never taken for whole', async (kind) => {
    const whole = JSON.stringify({ rows: [{ a: '1' }, { a: '2' }] })
    const cut = (count: number): ApiAnswer =>
      count > 2
        ? { body: whole }
        : {
            raw: (response) => {
              const bytes = kind === 'gzip' ? gzipSync(whole) : Buffer.from(whole)
              const headers = kind === 'chunked' ? {} : { 'content-length': bytes.length }
              response.writeHead(200, kind === 'gzip' ? { ...headers, 'content-encoding': 'gzip' } : headers)
              response.write(bytes.subarray(0, bytes.length - 5), () => response.destroy())
            }
          }
    expect(await ask(cut)).toMatchObject({ requests: 3, rows: 2 })
  })

  it('that never answers is given up', async () => {
    room.pace.tries = 2
    const extra = (origin: string) => connectionTo(origin, {}, { timeoutSeconds: 1 })
    server = await startServer(() => ({ raw: () => undefined }))
    await expect(room.run({ connection: extra(server.origin), spec: listSpec })).rejects.toMatchObject({
      code: 'http.failed',
      retriable: true
    })
  })
})

describe('an answer', () => {
  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync]
  ])('may be packed by %s', async (encoding, pack) => {
    const body = pack(Buffer.from(JSON.stringify({ rows: [{ a: '가' }] })))
    expect(await ask(() => ({ headers: { 'content-encoding': encoding }, body }))).toMatchObject({ rows: 1 })
    expect(await room.pickedRows()).toEqual([{ a: '가' }])
  })

  it('that unpacks to more than it may is a bomb', async () => {
    const body = gzipSync(Buffer.alloc(65 * 2 ** 20, 32))
    await expect(ask(() => ({ headers: { 'content-encoding': 'gzip' }, body }))).rejects.toEqual(refuses('file.bomb'))
  })

  it('that is a web page is refused with its words', async () => {
    const body =
      '<!DOCTYPE html><html><head><style>b{}</style><title>점검</title></head><body><h1>서비스 점검 중</h1>02시까지</body></html>'
    await expect(ask(() => ({ type: 'text/html', body }))).rejects.toMatchObject({
      code: 'collect.answer',
      message: expect.stringContaining('점검 서비스 점검 중 02시까지') as string
    })
  })

  it('in CP949 is read as it says, and refused by byte where it is something else', async () => {
    const body = iconv.encode(JSON.stringify({ rows: [{ a: '삼성전자 똠방' }] }), 'cp949')
    await ask(() => ({ type: 'application/json; charset=EUC-KR', body }))
    expect(await room.pickedRows()).toEqual([{ a: '삼성전자 똠방' }])
    await server?.close()
    await expect(ask(() => ({ body }), listSpec, { id: 'other' })).rejects.toMatchObject({
      code: 'file.encoding',
      details: { byte: 15 }
    })
  })

  it('keeps numbers as they were written, and nested values as JSON', async () => {
    const body = '{"rows":[{"a":12345678901234567890.10,"b":1.50,"c":1E5,"d":{"e":[0.10,null]},"f":null,"g":true,"h":7}]}'
    await ask(() => ({ body }), listSpec, { fields: 'a b c d e f g h'.split(' ') })
    expect(await room.pickedRows()).toEqual([
      { a: '12345678901234567890.10', b: '1.50', c: '1E5', d: '{"e":[0.10,null]}', f: null, g: 'true', h: '7' }
    ])
  })

  it('with names of prototypes harms nobody', async () => {
    const body = '{"__proto__":{"rows":[{"a":"no"}]},"rows":[{"__proto__":{"a":"x"},"constructor":"y"}]}'
    await ask(() => ({ body }), listSpec, { fields: ['a', 'constructor', 'toString'] })
    expect(await room.pickedRows()).toEqual([{ constructor: 'y' }])
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })

  const xmlSpec = { request: {}, answer: { format: 'xml', rows: 'r.i' } }
  it('in XML with one element is a list of one, without any an empty one', async () => {
    expect(await ask(() => ({ type: 'text/xml', body: '<r><i><a>007</a></i></r>' }), xmlSpec)).toMatchObject({ rows: 1 })
    expect(await room.pickedRows()).toEqual([{ a: '007' }])
    await server?.close()
    expect(await ask(() => ({ type: 'text/xml', body: '<r><n>0</n></r>' }), xmlSpec, { id: 'b' })).toMatchObject({ rows: 0 })
  })

  it.each([
    ['an end that is missing', '<r><i><a>1</a></i>'],
    ['elements that cross', '<r><i><a>1</i></a></r>'],
    ['too many levels', '<i>'.repeat(200) + '</i>'.repeat(200)]
  ])('in XML with %s is refused', async (_, body) => {
    await expect(ask(() => ({ type: 'text/xml', body }), xmlSpec)).rejects.toEqual(refuses('collect.answer'))
  })

  it('in XML with entities of its own is refused for its document type', async () => {
    const body = '<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><r><i><a>&b;</a></i></r>'
    await expect(ask(() => ({ type: 'text/xml', body }), xmlSpec)).rejects.toMatchObject({
      code: 'collect.answer',
      message: expect.stringContaining('document type') as string
    })
  })

  it('in CSV is read by its header, and refused where a row is short', async () => {
    const csvSpec = { request: {}, answer: { format: 'csv' } }
    await ask(() => ({ type: 'text/csv', body: 'a,b\r\n007,"x, y"\r\n,\r\n' }), csvSpec, { fields: ['a', 'b'] })
    expect(await room.pickedRows()).toEqual([
      { a: '007', b: 'x, y' },
      { a: null, b: null }
    ])
    await server?.close()
    await expect(ask(() => ({ body: 'a,b\n1\n' }), csvSpec, { id: 'b' })).rejects.toEqual(refuses('collect.answer'))
  })

  const coded = {
    ...listSpec,
    answer: {
      ...listSpec.answer,
      codes: { path: ['h.code', 'e.code'], message: 'h.msg', ok: ['0'], empty: ['3'], quota: ['22'], key: ['30'], retry: ['5'] }
    }
  }
  it.each([
    ['22', 'quota.exhausted', 1],
    ['30', 'collect.key', 1],
    ['99', 'collect.code', 1],
    ['5', 'collect.code', 5]
  ])('of 200 with code %s is %s', async (code, error, requests) => {
    await expect(ask(() => json({ h: { code, msg: 'because' } }), coded)).rejects.toMatchObject({
      code: error,
      details: { code }
    })
    expect(server?.seen).toHaveLength(requests)
  })

  it('with the code of no data has no rows, and one to be repeated is asked again', async () => {
    expect(await ask((count) => (count === 1 ? json({ e: { code: 5 } }) : json({ h: { code: 3 } })), coded)).toMatchObject({
      rows: 0,
      requests: 2
    })
  })

  it('without its rows is refused, not taken for empty', async () => {
    await expect(ask(() => json({ data: [] }))).rejects.toEqual(refuses('collect.answer'))
  })
})

describe('pages', () => {
  const paged = {
    request: { query: { page: '{page}', size: '{size}' } },
    answer: { format: 'json', rows: 'rows' },
    paging: { kind: 'page', size: 2, total: 'total' }
  }
  const all = ['1', '2', '3', '4', '5'].map((a) => ({ a }))
  const pageOf = ({ url }: SeenRequest) =>
    all.slice((Number(url.searchParams.get('page')) - 1) * 2, Number(url.searchParams.get('page')) * 2)

  it('that repeat are refused after the question was asked three times', async () => {
    await expect(ask(() => json({ total: 5, rows: all.slice(0, 2) }), paged)).rejects.toEqual(refuses('collect.pages'))
    expect(server?.seen).toHaveLength(6)
  })

  it('whose total changes once are asked again from the first', async () => {
    const said = (count: number, request: SeenRequest) => json({ total: count === 2 ? 6 : 5, rows: pageOf(request) })
    expect(await ask(said, paged)).toMatchObject({ rows: 5, requests: 5 })
    expect(await room.pickedRows()).toEqual(all)
    expect(
      await room.run({ connection: connectionTo(server?.origin ?? ''), spec: paged, fields: ['a'], fromRaw: true })
    ).toMatchObject({ rows: 5, reused: 3 })
    expect(await room.pickedRows()).toEqual(all)
  })

  it('whose total never stays are incomplete', async () => {
    await expect(ask((count, request) => json({ total: 5 + count, rows: pageOf(request) }), paged)).rejects.toEqual(
      refuses('collect.incomplete')
    )
  })

  it('that hold fewer rows than were promised are incomplete, and nothing is used', async () => {
    await expect(ask((_, request) => json({ total: 7, rows: pageOf(request) }), paged)).rejects.toEqual(
      refuses('collect.incomplete')
    )
    expect(await room.pickedRows()).toEqual([])
  })

  const capped = { ...paged, paging: { kind: 'page', size: 1000 } }
  it.each([
    ['that are not full', [2, 2, 1], 5],
    ['the last of which is full', [2, 2, 0], 4],
    ['the first of which holds everything', [3, 0], 3]
  ])('of a server that gives fewer rows than were asked for are all asked: %s', async (_, sizes, rows) => {
    const page = (count: number) => Array.from({ length: sizes[count - 1] ?? 0 }, (_row, n) => ({ a: `${count}-${n}` }))
    expect(await ask((count) => json({ rows: page(count) }), capped)).toMatchObject({ rows, requests: sizes.length })
  })

  it.each([1, 3])('of a server that knows no pages (%i rows) are refused, not taken again and again', async (rows) => {
    const same = all.slice(0, rows)
    await expect(ask(() => json({ rows: same }), capped)).rejects.toEqual(refuses('collect.pages'))
    expect(server?.seen).toHaveLength(6)
  })

  it('that never end stop at the limit', async () => {
    const endless = { ...paged, paging: { kind: 'page', size: 2 }, maxPages: 4 }
    await expect(ask((count) => json({ rows: [{ a: String(count) }, { a: 'x' }] }), endless)).rejects.toEqual(
      refuses('collect.pages')
    )
    expect(server?.seen).toHaveLength(4)
  })

  const cursors = {
    request: { query: { after: '{cursor}' } },
    answer: { format: 'json', rows: 'rows' },
    paging: { kind: 'cursor', next: 'next' }
  }
  it('follow a cursor to its end, and stop where it comes twice', async () => {
    expect(
      await ask((count) => json({ rows: [{ a: String(count) }], next: count < 3 ? `n${count}` : null }), cursors)
    ).toMatchObject({ rows: 3 })
    expect(server?.seen.map(({ url }) => url.searchParams.get('after'))).toEqual(['', 'n1', 'n2'])
    await server?.close()
    await expect(ask(() => json({ rows: [{ a: '1' }], next: 'same' }), cursors, { id: 'b' })).rejects.toEqual(
      refuses('collect.pages')
    )
  })
})

describe('a redirect', () => {
  const to = (location: string, status = 302): ApiAnswer => ({ status, headers: { location }, body: '' })

  it('to a private address is refused, and nothing is sent there', async () => {
    let touched = 0
    const canary = createServer((_, response) => {
      touched += 1
      response.end('{"rows":[]}')
    })
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(canary.address() as AddressInfo).port}`
    try {
      await expect(ask(() => to(`http://${host}/`))).rejects.toEqual(refuses('url.refused'))
      expect(touched).toBe(0)
    } finally {
      canary.close()
    }
  })

  const withKey = {
    ...listSpec,
    request: { path: 'list', query: { key: '{secret.key}' }, headers: { authorization: 'Bearer {secret.key}' } }
  }
  it('to another open host goes without headers, and not at all with the key', async () => {
    const other = await startServer(() => good)
    try {
      expect(await ask(() => to(`${other.origin}/list`), withKey)).toMatchObject({ rows: 1 })
      expect(other.seen[0]?.headers.authorization).toBeUndefined()
      await server?.close()
      await expect(ask((_, { url }) => to(`${other.origin}/list${url.search}`), withKey, { id: 'b' })).rejects.toEqual(
        refuses('url.refused')
      )
      expect(other.seen).toHaveLength(1)
    } finally {
      await other.close()
    }
  })

  it('is a request of its own, and counts as one', async () => {
    expect(await ask((count) => (count < 3 ? to('/there') : good))).toMatchObject({ requests: 3, rows: 1 })
    const short = room.run({ connection: connectionTo(server?.origin ?? ''), spec: listSpec, mayAsk: 0, id: 'b' })
    await expect(short).rejects.toEqual(refuses('quota.exhausted'))
    expect(server?.seen).toHaveLength(3)
  })

  it('that goes round is given up', async () => {
    await expect(ask(() => to('/again'))).rejects.toMatchObject({ code: 'url.refused', details: { requests: 4 } })
    expect(server?.seen).toHaveLength(4)
  })
})

describe('a connection', () => {
  it('to an unknown authority is refused, and used once the authority is given', async () => {
    server = await startServer(() => good, testCertificate)
    await expect(room.run({ connection: connectionTo(server.origin), spec: listSpec })).rejects.toEqual(refuses('tls.untrusted'))
    const trusted = connectionTo(server.origin, {}, { ca: testCertificate.cert })
    expect(await room.run({ connection: trusted, spec: listSpec, fields: ['a'] })).toMatchObject({ rows: 1 })
  })

  it('to a private address is refused unless it was opened', async () => {
    server = await startServer(() => good)
    openHost(server.host, false)
    await expect(room.run({ connection: connectionTo(server.origin), spec: listSpec })).rejects.toEqual(refuses('url.refused'))
    expect(server.seen).toHaveLength(0)
  })
})
