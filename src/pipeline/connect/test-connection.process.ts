import { createServer as createPlain, type RequestListener, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { createServer as createSocket, type AddressInfo, type Server as SocketServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { connectionSpec, type ConnectionTest } from '../contract'
import { testCertificate } from '../collect/testing/certificate'
import { testConnection } from './test-connection'
import { mariadbMissing, startMariadb, type Mariadb } from './testing/mariadb'

const SECRET = 'hunter2-of-the-test'

/** Listens on loopback until the test has ended; the user opened its address. */
async function listening(server: Server | SocketServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  process.env['PENSTOCK_ALLOW_HOSTS'] = `127.0.0.1:${port}`
  onTestFinished(() => {
    server.close()
    delete process.env['PENSTOCK_ALLOW_HOSTS']
  })
  return port
}

const answering = (listener: RequestListener): Promise<number> => listening(createPlain(listener))

const told: (number | undefined)[] = []

function tried(
  target: object,
  secrets: Record<string, string> = {},
  signal = new AbortController().signal
): Promise<ConnectionTest> {
  const spec = connectionSpec.parse({ format: 1, name: 'tried', target, secrets: Object.keys(secrets) })
  const connection = { name: spec.name, target: spec.target, secrets }
  return testConnection({ spec, connection, missing: [] }, { signal, progress: ({ requests }) => void told.push(requests) })
}

const statesOf = ({ steps }: ConnectionTest): string => steps.map(({ step, state }) => `${step} ${state}`).join(', ')
const failureOf = ({ steps }: ConnectionTest) => steps.find(({ state }) => state === 'failed')

describe('the test of an HTTP connection', () => {
  it('tells every step that went well, with the secret where it belongs and nowhere else', async () => {
    let heard: string | undefined
    const port = await answering((request, response) => {
      heard = `${request.url ?? ''} ${String(request.headers['x-key'])}`
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    })
    const target = {
      kind: 'http',
      baseUrl: `http://127.0.0.1:${port}/v1/`,
      testPath: '/ping?k={secret.key}',
      headers: { 'X-Key': '{secret.key}' }
    }
    const test = await tried(target, { key: `${SECRET}/+` })
    expect(told.at(-1)).toBe(1)
    expect(heard).toBe(`/v1/ping?k=${SECRET}%2F%2B ${SECRET}/+`)
    expect(statesOf(test)).toBe('spec ok, secrets ok, resolve ok, connect ok, tls skipped, login ok, answer ok')
    expect(test).toMatchObject({ ok: true })
    expect(test.steps.at(-1)?.detail).toMatch(/^200, application\/json, 11 bytes in \d+ ms$/)
    expect(JSON.stringify(test)).not.toContain(SECRET)
  })

  it('asks as a collection does: a secret of the base URL, and one that was handed out encoded', async () => {
    let heard: string | undefined
    const port = await answering((request, response) => {
      heard = `${request.url ?? ''} ${String(request.headers['x-key'])}`
      response.end('{}')
    })
    const baseUrl = `http://127.0.0.1:${port}/{secret.key}/v1`
    const target = { kind: 'http', baseUrl, testPath: 'a?k={secret.key}', headers: { 'X-Key': '{secret.key}{{' } }
    const test = await tried(target, { key: `${SECRET}%2B` })
    expect(heard).toBe(`/${SECRET}%2B/v1/a?k=${SECRET}%2B ${SECRET}%2B{`)
    expect(JSON.stringify(test)).not.toContain(SECRET)
  })

  it.each([401, 403])('tells a key that is refused with %i as a login that failed', async (status) => {
    const port = await answering((_request, response) => void response.writeHead(status).end())
    const test = await tried({ kind: 'http', baseUrl: `http://127.0.0.1:${port}` }, { key: SECRET })
    expect(failureOf(test)).toMatchObject({ step: 'login', error: { code: 'collect.key' } })
    expect(JSON.stringify(test)).not.toContain(SECRET)
  })

  it('tells a path that is not there as an answer that failed: the login went well', async () => {
    const port = await answering((_request, response) => void response.writeHead(404).end())
    const test = await tried({ kind: 'http', baseUrl: `http://127.0.0.1:${port}` })
    expect(statesOf(test)).toContain('login ok, answer failed')
    expect(failureOf(test)).toMatchObject({ error: { code: 'http.status' } })
  })

  it('tells a port where nothing listens, and tries nothing more', async () => {
    const server = createSocket()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const test = await tried({ kind: 'http', baseUrl: `http://127.0.0.1:${port}` })
    expect(statesOf(test)).toBe('spec ok, secrets ok, resolve ok, connect failed, tls skipped, login skipped, answer skipped')
    expect(failureOf(test)).toMatchObject({ error: { details: { reason: 'ECONNREFUSED' } } })
  })

  it('tells a name that does not resolve', async () => {
    const test = await tried({ kind: 'http', baseUrl: 'https://no-such-host.invalid/' })
    expect(failureOf(test)).toMatchObject({
      step: 'resolve',
      error: { code: 'http.failed', details: { host: 'no-such-host.invalid' } }
    })
  })

  it('asks no address inside that the user did not open', async () => {
    const test = await tried({ kind: 'http', baseUrl: 'https://169.254.169.254/latest' })
    expect(failureOf(test)).toMatchObject({ step: 'resolve', error: { code: 'url.refused' } })
  })

  it('tells a certificate that signs itself, and accepts it once it is given as authority', async () => {
    const port = await listening(createSecure(testCertificate, (_request, response) => void response.end('ok')))
    const target = { kind: 'http', baseUrl: `https://127.0.0.1:${port}` }
    const test = await tried(target)
    expect(failureOf(test)).toMatchObject({
      step: 'tls',
      error: { code: 'tls.untrusted', details: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } }
    })
    expect(await tried({ ...target, ca: testCertificate.cert })).toMatchObject({ ok: true })
  })

  it('tells a server that says nothing within its time', async () => {
    const port = await answering(() => undefined)
    const test = await tried({ kind: 'http', baseUrl: `http://127.0.0.1:${port}`, timeoutSeconds: 1 })
    expect(failureOf(test)).toMatchObject({
      step: 'login',
      error: { code: 'http.failed', message: expect.stringContaining('1 s') as unknown }
    })
  })

  it('stops at once when it is cancelled', async () => {
    const stop = new AbortController()
    const port = await answering(() => stop.abort())
    await expect(tried({ kind: 'http', baseUrl: `http://127.0.0.1:${port}` }, {}, stop.signal)).rejects.toMatchObject({
      code: 'cancelled'
    })
  })

  it('names what lacks, and asks nothing', async () => {
    const spec = connectionSpec.parse({
      format: 1,
      name: 'tried',
      target: { kind: 'http', baseUrl: 'https://{H}/' },
      secrets: ['key']
    })
    const missing = [{ code: 'secret.missing' as const, message: 'no value for key', retriable: false }]
    const context = { signal: new AbortController().signal, progress: () => undefined }
    const test = await testConnection({ spec, connection: undefined, missing }, context)
    expect(statesOf(test)).toMatch(/^spec ok, secrets failed, resolve skipped/)
  })
})

describe('the test of an S3 connection', () => {
  const target = (port: number) => ({
    kind: 's3',
    endpoint: `http://127.0.0.1:${port}`,
    pathStyle: true,
    region: 'ap-northeast-2'
  })
  const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: SECRET }
  const error = (code: string, message: string): string => `<Error><Code>${code}</Code><Message>${message}</Message></Error>`

  it('lists the buckets that the key may see', async () => {
    const xml = '<ListAllMyBucketsResult><Buckets><Bucket><Name>lake</Name></Bucket></Buckets></ListAllMyBucketsResult>'
    const port = await answering((_request, response) => void response.end(xml))
    const test = await tried(target(port), keys)
    expect(test).toMatchObject({ ok: true })
    expect(test.steps.at(-1)).toMatchObject({ step: 'rights', detail: '1 buckets: lake' })
  })

  it.each([
    ['a wrong key', 403, error('SignatureDoesNotMatch', 'no'), 'collect.key', 'SignatureDoesNotMatch'],
    [
      'a wrong region',
      400,
      error('AuthorizationHeaderMalformed', "the region 'x' is wrong; expecting 'eu-west-1'"),
      'connection.invalid',
      'eu-west-1'
    ]
  ])('tells %s', async (_what, status, body, code, says) => {
    const port = await answering(
      (_request, response) => void response.writeHead(status, { 'content-type': 'application/xml' }).end(body)
    )
    const test = await tried(target(port), keys)
    expect(failureOf(test)).toMatchObject({ step: 'login', error: { code, message: expect.stringContaining(says) as unknown } })
    expect(JSON.stringify(test)).not.toContain(SECRET)
  })

  it('takes a key that may not list buckets for a good one', async () => {
    const port = await answering((_request, response) => void response.writeHead(403).end(error('AccessDenied', 'no')))
    const test = await tried(target(port), keys)
    expect(statesOf(test)).toContain('login ok, rights skipped')
    expect(test.ok).toBe(true)
  })
})

describe.skipIf(mariadbMissing() !== undefined)('the test of a database connection', () => {
  let server: Mariadb
  beforeAll(async () => {
    server = await startMariadb()
  })
  afterAll(() => server.stop())

  it('tells the rights of its user, and a wrong password as a login that failed', async () => {
    const { connection } = await server.database()
    const test = await tried(connection.target, connection.secrets)
    expect(statesOf(test)).toBe('spec ok, secrets ok, resolve ok, connect ok, tls skipped, login ok, rights ok')
    expect(test.steps.at(-1)?.detail).toContain(' ON ')
    const wrong = await tried(connection.target, { password: SECRET })
    expect(failureOf(wrong)).toMatchObject({ step: 'login', error: { code: 'mysql.denied' } })
    expect(JSON.stringify(wrong)).not.toContain(SECRET)
  })
})
