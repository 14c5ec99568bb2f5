import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startServer, type ApiServer } from '../testing/api-server'
import { collectRoom, connectionTo, windowOf, type Room } from '../testing/collecting'

const SECRET = 'Zx9+secret/key=='
let room: Room
let server: ApiServer
let answers: (code: string, count: number) => { status?: number; body: string }
beforeEach(async () => {
  room = await collectRoom()
  answers = (code) => ({ body: JSON.stringify({ rows: [{ code, n: 1 }] }) })
  server = await startServer(({ url }, count) => answers(url.searchParams.get('code') ?? '', count))
})
afterEach(async () => {
  await server.close()
  await room.dispose()
})

const codes = ['a', 'b', 'c', 'd']
const request = (extra: object = {}) => ({
  connection: { ...connectionTo(server.origin, { key: SECRET }, { limits: { concurrency: 1 } }), name: 'kept' },
  spec: {
    request: { path: 'list', query: { key: '{secret.key}', code: '{code}' }, headers: { 'x-key': '{secret.key}' } },
    answer: { format: 'json', rows: 'rows' },
    fanOut: [{ as: 'code', values: codes }]
  },
  fields: ['code', 'n'],
  fanOut: { code: codes },
  ...extra
})
const folder = (id = 'run-1') => join(room.raw, '2026-01-02', id)
const lines = async (id?: string) => (await readFile(join(folder(id), 'manifest.jsonl'), 'utf8')).split('\n').slice(0, -1)

it('keeps every answer as it came, as one gzip file that any tool unpacks', async () => {
  await room.run(request())
  const packed = await readFile(join(folder(), 'answers.json.gz'))
  expect(gunzipSync(packed).toString()).toBe(codes.map((code) => JSON.stringify({ rows: [{ code, n: 1 }] })).join(''))
  expect((await readdir(folder())).sort()).toEqual(['answers.json.gz', 'begun.json', 'done.json', 'manifest.jsonl'])
})

it('keeps no secret: not in the request, and not where the server says it back', async () => {
  const said = [
    SECRET,
    encodeURIComponent(SECRET),
    ...[SECRET, `kim:${SECRET}`].map((text) => Buffer.from(text).toString('base64'))
  ]
  answers = (code) => ({
    body: JSON.stringify({
      rows: [{ code, n: 1 }],
      echo: said
    })
  })
  await room.run(request())
  const kept = gunzipSync(await readFile(join(folder(), 'answers.json.gz'))).toString() + (await lines()).join('')
  for (const form of said) expect(kept).not.toContain(form)
  expect(JSON.parse((await lines())[0] ?? '')).toMatchObject({
    request: { url: `${server.origin}/list?key=•••&code=a`, headers: { 'x-key': '•••' } }
  })
  expect(await room.run(request({ fromRaw: true }))).toMatchObject({ rows: 4 })
})

it.each(['2024', 'sample', 'elevenchars'])('changes nothing of the data for a short secret: %s', async (key) => {
  const body = JSON.stringify({ rows: [{ code: `${key} item`, n: Number(`${key}0105`) || 1 }] })
  answers = () => ({ body })
  const connection = { ...request().connection, secrets: { key } }
  expect(await room.run(request({ connection }))).toMatchObject({ notes: [] })
  expect((await room.pickedRows())[0]).toEqual({ code: `${key} item`, n: String(Number(`${key}0105`) || 1) })
  expect(gunzipSync(await readFile(join(folder(), 'answers.json.gz'))).toString()).toBe(body.repeat(4))
  expect((await lines()).join()).toContain('key=•••')
})

it('notes how many rows it took a long secret out of', async () => {
  answers = (code) => ({
    body: JSON.stringify({
      rows: [
        { code: `${code} ${SECRET}`, n: 1 },
        { code, n: 2 }
      ]
    })
  })
  expect(await room.run(request())).toMatchObject({ notes: [{ code: 'secret_hidden', column: null, count: 4 }] })
  expect((await room.pickedRows())[0]).toEqual({ code: 'a ***', n: '1' })
})

it('says no secret in an error either', async () => {
  answers = () => ({ status: 404, body: SECRET })
  const error: unknown = await room.run(request()).catch((reason: unknown) => reason)
  expect(JSON.stringify([error, (error as Error).message, room.progress])).not.toMatch(/Zx9/)
})

const failingAt3 = (code: string, count: number) =>
  count === 3 ? { status: 404, body: '' } : { body: JSON.stringify({ rows: [{ code, n: count }] }) }

it('goes on where it stopped: what was answered is not asked again, and the row order stays', async () => {
  answers = failingAt3
  await expect(room.run(request())).rejects.toMatchObject({
    code: 'http.status',
    details: { done: 2, questions: 4, requests: 3 }
  })
  expect(await room.run(request())).toMatchObject({ reused: 2, requests: 2, rows: 4 })
  expect((await room.pickedRows()).map(({ code }) => code)).toEqual(codes)
  expect(await readdir(join(room.raw, '2026-01-02'))).toEqual(['run-1'])
})

it('asks everything anew in a new run, whatever failed before, a minute ago or two days', async () => {
  answers = failingAt3
  await expect(room.run(request())).rejects.toThrow()
  room.pace.clock += 60_000
  expect(await room.run(request({ id: 'later' }))).toMatchObject({ reused: 0, requests: 4 })
  expect((await room.pickedRows()).map(({ n }) => n)).toEqual(['4', '5', '6', '7'])
})

it('lets a new run go on with what a spent quota cut short, within two days and for the same questions', async () => {
  const short = { code: 'quota.exhausted' }
  await expect(room.run(request({ mayAsk: 2 }))).rejects.toMatchObject(short)
  const other = { ...request().spec, request: { path: 'other', query: { code: '{code}' } } }
  expect(await room.run(request({ id: 'other', spec: other }))).toMatchObject({ reused: 0, requests: 4 })
  room.pace.clock += 47 * 3_600_000
  await expect(room.run(request({ id: 'later', mayAsk: 1 }))).rejects.toMatchObject(short)
  expect(await lines()).toHaveLength(6)
  room.pace.clock += 47 * 3_600_000
  expect(await room.run(request({ id: 'last' }))).toMatchObject({ reused: 3, requests: 1, rows: 4 })
  await expect(room.run(request({ id: 'next', mayAsk: 2 }))).rejects.toMatchObject(short)
  room.pace.clock += 49 * 3_600_000
  expect(await room.run(request({ id: 'after' }))).toMatchObject({ reused: 0, requests: 4 })
})

it('goes on with its own answers of a run for two days, after a quota however long it was waited for', async () => {
  answers = failingAt3
  await expect(room.run(request())).rejects.toThrow()
  room.pace.clock += 49 * 3_600_000
  await expect(room.run(request({ mayAsk: 1 }))).rejects.toMatchObject({ code: 'quota.exhausted', details: { requests: 1 } })
  room.pace.clock += 72 * 3_600_000
  expect(await room.run(request())).toMatchObject({ reused: 1, requests: 3 })
})

it('bears a manifest that a kill tore, and answers that no line names', async () => {
  await room.run(request())
  const manifest = join(folder(), 'manifest.jsonl')
  const whole = await readFile(manifest, 'utf8')
  const second = whole.split('\n').slice(0, 4).join('\n')
  await writeFile(manifest, `${second}\n{"kind":"answer","n":7,"ques`)
  await writeFile(join(folder(), 'done.json'), '')
  await appendFile(join(folder(), 'answers.json.gz'), 'torn')
  expect(await room.run(request())).toMatchObject({ rows: 4 })
  expect((await room.pickedRows()).map(({ code }) => code)).toEqual(codes)
  expect(await room.run(request({ fromRaw: true }))).toMatchObject({ rows: 4 })
})

it('asks again what is not as it was kept, and refuses to read it', async () => {
  await room.run(request())
  const answered = join(folder(), 'answers.json.gz')
  await truncate(answered, (await stat(answered)).size - 12)
  await expect(room.run(request({ fromRaw: true }))).rejects.toMatchObject({ code: 'collect.raw_missing' })
  expect(await room.run(request())).toMatchObject({ requests: 4, rows: 4 })
})

it('takes no answer that was changed afterwards, however well it is packed', async () => {
  await room.run(request())
  const answered = join(folder(), 'answers.json.gz')
  const changed = gunzipSync(await readFile(answered))
    .toString()
    .replaceAll('"n":1', '"n":9')
  await writeFile(answered, gzipSync(changed, { level: 1 }))
  await expect(room.run(request({ fromRaw: true }))).rejects.toMatchObject({ code: 'collect.raw_missing' })
  expect(await room.run(request())).toMatchObject({ requests: 4 })
  expect((await room.pickedRows()).map(({ n }) => n)).toEqual(['1', '1', '1', '1'])
})

it('reads again without a request, with other fields, and only what was collected whole', async () => {
  answers = (code) => ({ body: JSON.stringify({ rows: [{ code, n: 1, late: 'x' }] }) })
  await room.run(request())
  const before = server.seen.length
  expect(await room.run(request({ fromRaw: true, fields: ['late', '@code', '@dt'] }))).toMatchObject({
    requests: 0,
    reused: 4,
    rows: 4
  })
  expect(await room.pickedRows()).toEqual(codes.map((code) => ({ late: 'x', '@code': code, '@dt': '2026-01-02' })))
  expect(server.seen.length).toBe(before)
  await expect(room.run(request({ fromRaw: true, windows: [windowOf('2026-01-03')] }))).rejects.toMatchObject({
    code: 'collect.raw_missing'
  })
})

it('reads nothing again that was asked in another way: path, variable, server, fan-out', async () => {
  const spec = { ...request().spec, request: { path: 'list', query: { code: '{code}', region: '{region}' } } }
  const asked = request({ spec, variables: { region: 'kr', unused: '1' } })
  await room.run(asked)
  const raw = (extra: object) => room.run({ ...asked, fromRaw: true, ...extra })
  const { connection } = asked
  const target = { ...connection.target, baseUrl: 'https://example.com' } as typeof connection.target
  const others = [
    { spec: { ...spec, request: { ...spec.request, path: 'other' } } },
    { spec: { ...spec, fanOut: [{ as: 'code', values: [...codes, 'e'] }] } },
    { variables: { region: 'us' } },
    { connection: { ...connection, target } }
  ]
  for (const other of others) await expect(raw(other)).rejects.toMatchObject({ code: 'collect.raw_missing' })
  expect(await raw({ variables: { region: 'kr', unused: '2' } })).toMatchObject({ requests: 0, rows: 4 })
  const mended = { ...spec, answer: { format: 'json', rows: 'rows', codes: { path: 'none' } } }
  expect(await raw({ spec: mended, fields: ['code'] })).toMatchObject({ requests: 0, rows: 4 })
})

it('makes no more requests than it may, tries included, and tells how many it made', async () => {
  answers = (code, count) => (count === 2 ? { status: 500, body: '' } : { body: JSON.stringify({ rows: [{ code, n: 1 }] }) })
  await expect(room.run(request({ mayAsk: 3 }))).rejects.toMatchObject({
    code: 'quota.exhausted',
    retriable: true,
    details: { requests: 3, done: 2, questions: 4 }
  })
  expect(server.seen).toHaveLength(3)
  expect(room.progress.at(-1)).toMatchObject({ phase: 'asking', requests: 3, rows: 2, fraction: 0.5 })
  expect(await room.run(request({ mayAsk: 2 }))).toMatchObject({ requests: 2, reused: 2, rows: 4 })
})

it('asks nothing where a name has no value', async () => {
  const unnamed = { ...request().spec, request: { query: { key: '{secret.key}', region: '{region}' } } }
  await expect(room.run(request({ spec: unnamed }))).rejects.toMatchObject({
    code: 'variable.missing',
    details: { name: 'region' }
  })
  expect(server.seen).toHaveLength(0)
})
