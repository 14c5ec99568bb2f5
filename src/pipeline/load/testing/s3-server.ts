import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { s3Client, type S3Access } from '../source/s3/access'

const BINARY = join(import.meta.dirname, '../../../../.cache/versitygw-v1.8.0/versitygw')

/** Why there is no S3 server to test with; undefined where there is one, and with CI=true, where a missing one must fail. */
export const s3Missing = (): string | undefined =>
  process.env.PENSTOCK_TEST_S3 !== undefined || process.env.CI === 'true' || existsSync(BINARY)
    ? undefined
    : 'VersityGW is not built (it needs Go) and PENSTOCK_TEST_S3 names no server'

/** A bucket of its own on an S3 server of its own, or on the one that PENSTOCK_TEST_S3 names (http://key:secret@host:port). */
export interface TestBucket {
  name: string
  access: S3Access
  /** `host:port`, for PENSTOCK_ALLOW_HOSTS. */
  host: string
  put: (key: string, content: string | Uint8Array) => Promise<void>
  remove: (key: string) => Promise<void>
  stop: () => Promise<void>
}

export async function startBucket(): Promise<TestBucket> {
  const given = process.env.PENSTOCK_TEST_S3
  const server = given === undefined ? await startServer() : outside(new URL(given))
  process.env.PENSTOCK_ALLOW_HOSTS = server.host
  const client = s3Client(server.access)
  const name = `test-${process.pid}-${Math.random().toString(36).slice(2, 8)}`
  await client.send(new CreateBucketCommand({ Bucket: name }))
  return {
    ...{ name, access: server.access, host: server.host },
    ...objects(client, name),
    stop: async () => {
      delete process.env.PENSTOCK_ALLOW_HOSTS
      client.destroy()
      await server.stop()
    }
  }
}

const objects = (client: S3Client, bucket: string): Pick<TestBucket, 'put' | 'remove'> => ({
  put: async (key, content) => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }))
  },
  remove: async (key) => {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
  }
})

interface Server {
  access: S3Access
  host: string
  stop: () => Promise<void>
}

const accessTo = (endpoint: string, accessKeyId: string, secretAccessKey: string): S3Access => ({
  ...{ region: 'us-east-1', endpoint, pathStyle: true, accessKeyId, secretAccessKey }
})

const outside = (url: URL): Server => ({
  access: accessTo(url.origin, decodeURIComponent(url.username), decodeURIComponent(url.password)),
  host: url.host,
  stop: () => Promise.resolve()
})

async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-s3-'))
  const port = await freePort()
  await mkdir(join(folder, 'data'))
  const env = { ...process.env, ROOT_ACCESS_KEY: 'penstock', ROOT_SECRET_KEY: 'penstocksecret' }
  const child = spawn(BINARY, ['--port', `127.0.0.1:${port}`, '-q', 'posix', join(folder, 'data')], { env, stdio: 'ignore' })
  const host = `127.0.0.1:${port}`
  await listening(child, port)
  return {
    access: accessTo(`http://${host}`, 'penstock', 'penstocksecret'),
    host,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

/** Resolves once the server takes connections; it says nothing itself. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    const taken = await once(socket, 'connect').then(
      () => true,
      () => false
    )
    socket.destroy()
    if (taken) return
  }
  throw new Error(`versitygw ended with ${child.exitCode}`)
}
