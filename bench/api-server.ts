import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A server of its own process: ten rows for each code, after a few milliseconds. It prints its port, and ends with its input. */
const source = `
const { createServer } = require('node:http')
const think = Number(process.argv[1])
const server = createServer((request, response) => {
  const code = new URL(request.url, 'http://server').searchParams.get('code')
  const rows = Array.from({ length: 10 }, (_, n) => ({ code, n, price: 71200 + n * 100, volume: n * 37, name: '삼성전자' }))
  const body = JSON.stringify({ header: { resultCode: '00' }, body: { totalCount: 10, items: rows } })
  const send = () => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body)
  if (think > 0) setTimeout(send, think)
  else send()
})
server.keepAliveTimeout = 60000
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.resume().on('end', () => process.exit())
`

export interface BenchServer {
  origin: string
  stop: () => void
}

/** `thinkMs`: how long it takes over each answer. */
export async function startApi(thinkMs: number): Promise<BenchServer> {
  const child = spawn(process.execPath, ['-e', source, String(thinkMs)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { origin: `http://127.0.0.1:${line.toString().trim()}`, stop: () => void child.stdin.end() }
}
