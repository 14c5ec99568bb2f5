import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { sourcedSpec, type CompleteWhen } from '../../../contract'
import { WorkFolder, pathsOf } from '../../duck/testing/work-folder'
import { readParquet } from '../../duck/testing/read-parquet'
import { s3Missing, startBucket, type TestBucket } from '../../testing/s3-server'
import { sourceFiles } from '../source-files'
import { resolveSource } from '../resolve-source'
import { s3Client } from './access'
import { fetchObject } from './fetch'
import { listObjects } from './list'

const NOW = Date.parse('2030-01-01T00:00:00Z')
const missing = s3Missing()
const quiet = new AbortController().signal

let bucket: TestBucket
let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'penstock-bucket-'))
  if (missing === undefined) bucket = await startBucket()
}, 60_000)
afterAll(async () => {
  if (missing === undefined) await bucket.stop()
  await rm(scratch, { recursive: true, force: true })
})

const code = (error: string): Error => expect.objectContaining({ code: error }) as Error

describe.skipIf(missing !== undefined)(`a bucket${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('is read by its prefix and pattern, page by page, and nothing else of it', async () => {
    const names = Array.from({ length: 1_050 }, (_, index) => `many/${String(index).padStart(4, '0')}.csv`)
    for (let at = 0; at < names.length; at += 50)
      await Promise.all(names.slice(at, at + 50).map((name) => bucket.put(name, 'n\n1\n')))
    await bucket.put('many/notes.md', 'x')
    await bucket.put('manyother/0.csv', 'x')
    const client = s3Client(bucket.access)
    onTestFinished(() => client.destroy())
    const found = await listObjects(client, { bucket: bucket.name, prefix: 'many' }, (path) => path.endsWith('.csv'), quiet)
    expect(found.map(({ key }) => key)).toEqual(names)
  })

  it('gives its rows by day, of the days that are asked for', async () => {
    const folder = await WorkFolder.make()
    onTestFinished(() => folder.dispose())
    for (const day of ['2024-03-04', '2024-03-05']) await bucket.put(`days/dt=${day}/a.csv`, `code,n\n005930,${day.slice(-1)}\n`)
    const source = {
      ...{ location: `s3://${bucket.name}/days`, connection: 'lake', pattern: 'dt={interval:%Y-%m-%d}/*.csv' },
      ...{ pathTemplate: 'dt={day:%Y-%m-%d}/{file}.csv', format: 'csv' as const }
    }
    const draft = {
      source,
      columns: [
        { name: 'day', source: { path: 'day' }, type: 'date' },
        { name: 'code', source: { header: 'code' }, type: 'text' },
        { name: 'n', source: { header: 'n' }, type: 'integer' }
      ],
      partition: { columns: ['day'], grain: 'day' as const }
    }
    const loaded = await folder.stage(draft, { s3: bucket.access, now: NOW, only: ['2024-03-05'] })
    expect((await readParquet(pathsOf(loaded))).map(({ code: ticker, n }) => [ticker, Number(n)])).toEqual([['005930', 5]])
    expect(loaded.staged.inputs).toEqual([
      expect.objectContaining({
        name: 'dt=2024-03-05/a.csv',
        sha256: createHash('sha256').update('code,n\n005930,5\n').digest('hex')
      })
    ])
    const spec = sourcedSpec.parse({ format: 1, name: 'days', ...draft })
    const listed = await sourceFiles(spec, folder.root, quiet, bucket.access)
    expect(listed?.map(({ path, dt }) => [path, dt])).toEqual([
      [`s3://${bucket.name}/days/dt=2024-03-04/a.csv`, '2024-03-04'],
      [`s3://${bucket.name}/days/dt=2024-03-05/a.csv`, '2024-03-05']
    ])
  })

  it.each<[string, CompleteWhen, string, string]>([
    ['a marker lies beside its objects', { marker: '_SUCCESS' }, '_SUCCESS', ''],
    ['its manifest has as many rows', { manifest: 'manifest.json', rows: 'rows' }, 'manifest.json', '{"rows": 1}']
  ])('is read once %s', async (_, completeWhen, sign, content) => {
    const folder = await WorkFolder.make()
    onTestFinished(() => folder.dispose())
    const prefix = `filling-${sign.replaceAll(/\W/g, '')}`
    await bucket.put(`${prefix}/a.csv`, 'n\n1\n')
    const stage = () =>
      folder.stage(
        {
          source: { location: `s3://${bucket.name}/${prefix}`, pattern: '*.csv', format: 'csv', completeWhen },
          columns: [{ name: 'n', source: { header: 'n' }, type: 'integer' }]
        },
        { s3: bucket.access, now: NOW }
      )
    await expect(stage()).rejects.toThrow(code('source.incomplete'))
    await bucket.put(`${prefix}/${sign}`, content)
    expect((await stage()).staged.rowsWritten).toBe(1)
  })

  it('refuses an object that was written again after it was listed', async () => {
    await bucket.put('changing/a.csv', 'n\n1\n')
    const client = s3Client(bucket.access)
    onTestFinished(() => client.destroy())
    const [listed] = await listObjects(client, { bucket: bucket.name, prefix: 'changing' }, () => true, quiet)
    if (listed === undefined) throw new Error('nothing was listed')
    await bucket.put('changing/a.csv', 'n\n2\n')
    const context = { scratch, signal: quiet, received: () => undefined }
    await expect(fetchObject(client, bucket.name, listed, context)).rejects.toThrow(code('source.changed'))
  })

  it('goes on where a connection was cut, to the same bytes', async () => {
    const body = Buffer.alloc(3_000_000, 'penstock')
    await bucket.put('cut/a.bin', body)
    const cut = await cuttingProxy(bucket.host, 700_000)
    onTestFinished(() => cut.close())
    process.env.PENSTOCK_ALLOW_HOSTS = `${bucket.host},${cut.host}`
    const client = s3Client({ ...bucket.access, endpoint: `http://${cut.host}` })
    onTestFinished(() => client.destroy())
    const [listed] = await listObjects(client, { bucket: bucket.name, prefix: 'cut' }, () => true, quiet)
    if (listed === undefined) throw new Error('nothing was listed')
    const file = await fetchObject(client, bucket.name, listed, { scratch, signal: quiet, received: () => undefined })
    expect((await readFile(file.path)).equals(body)).toBe(true)
    expect(cut.cuts()).toBeGreaterThan(0)
  })

  it('gives up where a server sends no byte of what it listed', async () => {
    await bucket.put('mute/a.bin', Buffer.alloc(2_000_000, 1))
    const mute = await cuttingProxy(bucket.host, 0)
    onTestFinished(() => mute.close())
    process.env.PENSTOCK_ALLOW_HOSTS = `${bucket.host},${mute.host}`
    const client = s3Client({ ...bucket.access, endpoint: `http://${mute.host}` })
    const straight = s3Client(bucket.access)
    onTestFinished(() => [client, straight].forEach((one) => one.destroy()))
    const [listed] = await listObjects(straight, { bucket: bucket.name, prefix: 'mute' }, () => true, quiet)
    if (listed === undefined) throw new Error('nothing was listed')
    await expect(fetchObject(client, bucket.name, listed, { scratch, signal: quiet, received: () => undefined })).rejects.toThrow(
      code('http.failed')
    )
  })

  it('says what is wrong: no such bucket, a wrong key, no connection, an address that nobody opened', async () => {
    const read = (location: string, change = {}): Promise<unknown> =>
      resolveSource(location, '*.csv', { workspaceRoot: scratch, scratch, signal: quiet, s3: { ...bucket.access, ...change } })
    await expect(read('s3://no-such-bucket-here/x')).rejects.toThrow(code('file.missing'))
    await expect(read(`s3://${bucket.name}/x`, { secretAccessKey: 'wrong' })).rejects.toThrow(code('file.denied'))
    await expect(read(`s3://${bucket.name}/x`, { endpoint: 'http://10.0.0.1:9000' })).rejects.toThrow(code('url.refused'))
    const nobody = { accessKeyId: undefined, secretAccessKey: undefined }
    await expect(read(`s3://${bucket.name}/x`, nobody)).rejects.toThrow(code('secret.missing'))
    await expect(read('s3://x')).rejects.toThrow(code('url.refused'))
    const without = resolveSource(`s3://${bucket.name}/x`, '*.csv', { workspaceRoot: scratch, scratch, signal: quiet })
    await expect(without).rejects.toThrow(code('connection.missing'))
  })
})

/** Passes requests on and cuts each large body after so many bytes; the signature holds, since Host is kept. */
async function cuttingProxy(host: string, after: number): Promise<{ host: string; cuts: () => number; close: () => void }> {
  let cuts = 0
  const server = createServer((incoming, response) => {
    const { method, headers } = incoming
    void fetchRaw(host, incoming.url ?? '/', method ?? 'GET', { ...headers, host: headers.host ?? '' }).then(
      ({ status, answered, body }) => {
        response.writeHead(status, answered)
        if (body.length <= after) {
          response.end(body)
          return
        }
        cuts += 1
        response.write(body.subarray(0, after), () => response.destroy())
      }
    )
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const own = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host: own, cuts: () => cuts, close: () => void server.close() }
}

interface Raw {
  status: number
  answered: Record<string, string | string[] | undefined>
  body: Buffer
}

async function fetchRaw(host: string, path: string, method: string, headers: NodeJS.Dict<string | string[]>): Promise<Raw> {
  const { request } = await import('node:http')
  const [hostname, port] = host.split(':')
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 500, answered: answer.headers, body: Buffer.concat(chunks) }))
    })
    asked.on('error', reject)
    asked.end()
  })
}
