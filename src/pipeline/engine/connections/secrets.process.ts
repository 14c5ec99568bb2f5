import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NodeVault } from '../../connect'
import { createClient } from '../../contract'
import { channelPair } from '../../lib/channel-pair'
import { systemClock } from '../../lib/clock'
import { jsonLogger } from '../../lib/json-logger'
import { openEngine } from '../engine'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { requestId, testClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** As they could be given out: with signs of addresses, quotes, Korean. */
const SECRETS = Array.from(
  { length: 12 },
  (_, at) => `plant${at}-${['aB3', 'x%2F', 'q"u', '한글', "o'k", 'a b'][at % 6] ?? ''}-${at}Z`
)

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Command lines of all processes of this machine that can be seen. */
async function commandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')))
}

/** Counts what holds a secret, as it is, as in an address, or in base64. */
const hits = (bytes: readonly Buffer[]): number =>
  bytes.filter((content) =>
    SECRETS.some((secret) =>
      [
        secret,
        encodeURIComponent(secret),
        secret.replace(/"/g, '\\"'),
        Buffer.from(secret).toString('base64').replace(/=+$/, '')
      ].some((form) => content.includes(form))
    )
  ).length

/** Sets twelve secrets, lets each be used in a way that fails with it in what the network says, and gathers all that was written. */
async function planted() {
  const { workspace, folder } = await newWorkspace()
  const frames: Buffer[] = []
  const lines: string[] = []
  const logger = jsonLogger({ level: 'debug', clock: systemClock, write: (line) => void lines.push(line) })
  const secrets = new NodeVault({ env: {}, file: join(folder, 'secrets.json') })
  const { host } = nodeHost(built.worker, logger)
  const engine = await openEngine({ ...host, secrets }, { workspace: workspace.root })
  const [ours, theirs] = channelPair()
  engine.accept(theirs, { name: 'window', startedBy: 'kim@desk' })
  ours.onFrame((frame) => void frames.push(Buffer.from(frame)))
  const client = testClient(createClient(ours, 'window'))
  const tests = []
  for (const [at, value] of SECRETS.entries()) {
    const name = `leaky${at}`
    const target = {
      kind: 'http' as const,
      baseUrl: `https://no-host.invalid/{secret.key}`,
      headers: { 'X-Key': '{secret.key}' }
    }
    const spec = {
      format: 1 as const,
      name,
      target: at % 2 === 0 ? { ...target, baseUrl: 'ftp://no-host.invalid/{secret.key}' } : target,
      secrets: ['key']
    }
    await client.call('connections.save', { spec, replace: false, ...requestId() })
    await client.call('connections.secret', { name, secret: 'key', value, ...requestId() })
    const { job } = await client.call('connections.test', { name, ...requestId() })
    tests.push((await client.ended(job)).result)
    // A mistake that people make: the value in the place of the name.
    await client.call('connections.secret', { name, secret: 'nokey', value, ...requestId() }).catch(() => undefined)
  }
  logger.child('test').warn(`a careless line with ${SECRETS.join(' ')}`)
  const arguments_ = await commandLines()
  await engine.close()
  const files = await Promise.all((await filesBelow(workspace.root)).map((path) => readFile(path)))
  return {
    frames,
    lines,
    files,
    arguments_,
    tests,
    secretsFile: await readFile(join(folder, 'secrets.json'), 'utf8')
  }
}

describe('Twelve secrets', () => {
  it('that were set and used are in no file, log line, frame to a window or command line', async () => {
    const found = await planted()
    expect(Object.values(JSON.parse(found.secretsFile) as object).sort()).toEqual([...SECRETS].sort())
    expect(found.tests).toHaveLength(12)
    const buffers = (texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text))
    expect({
      files: hits(found.files),
      lines: hits(buffers(found.lines)),
      frames: hits(found.frames),
      arguments: hits(buffers(found.arguments_))
    }).toEqual({ files: 0, lines: 0, frames: 0, arguments: 0 })
    expect(JSON.stringify(found.tests)).toContain('•••')
  })
})
