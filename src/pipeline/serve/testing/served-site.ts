import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FrameChannel, WorkspaceInfo } from '../../contract'
import { systemClock } from '../../lib/clock'
import { jsonLogger } from '../../lib/json-logger'
import { listen, type Listening } from '../listen'

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Ask {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** A listener over real files, with every channel that it handed to its engine. */
export interface ServedSite {
  root: string
  workspace: string
  listening: Listening
  accepted: { channel: FrameChannel; name: string }[]
  /** The Cookie header of a browser that has opened the entry URL. */
  cookie: string
  ask(ask: Ask): Promise<Reply>
  close(): Promise<void>
}

export const PAGE = '<html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head></html>'

export async function servedSite(): Promise<ServedSite> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock serve '))
  const root = join(folder, 'renderer')
  const workspace = join(folder, '작업 공간')
  await mkdir(join(root, 'assets'), { recursive: true })
  await mkdir(workspace)
  await writeFile(join(root, 'index.html'), PAGE)
  await writeFile(join(root, 'assets', 'index.js'), 'export {}')
  await writeFile(join(root, 'notes.key'), 'no type, not served')
  await writeFile(join(folder, 'secret.txt'), 'outside')
  await symlink(join(folder, 'secret.txt'), join(root, 'assets', 'link.txt'))
  const accepted: ServedSite['accepted'] = []
  const engine = {
    workspace: { root: workspace } as WorkspaceInfo,
    shares: { listensAt: () => undefined, answer: () => Promise.resolve({ status: 404 as const, text: 'none' }) },
    accept: (channel: FrameChannel, client: { name: string }) => void accepted.push({ channel, name: client.name })
  }
  const logger = jsonLogger({ level: 'error', clock: systemClock, write: () => undefined })
  const listening = await listen(engine, { port: 0, root, logger })
  const ask = (what: Ask) => send(listening.port, what)
  const entry = await ask({ path: `/?token=${listening.token}` })
  const cookie = entry.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const close = async () => {
    await listening.close()
    await rm(folder, { recursive: true })
  }
  return { root, workspace, listening, accepted, cookie, ask, close }
}

/** One request exactly as written: no client library normalises its path or its Host. */
function send(port: number, { method = 'GET', path, headers = {}, body }: Ask): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() })
      )
    })
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Headers of a WebSocket handshake. */
export const handshake = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA=='
}
