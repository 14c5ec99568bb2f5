import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Pool } from 'undici'
import { collectHttp } from '../src/pipeline/collect/http/collect-http'
import { connectionTarget, httpCollect } from '../src/pipeline/contract'
import { startApi } from './api-server'
import { benchFolder } from './data'
import type { Benchmark } from './harness'
import { quiet } from './quiet'

const ANSWERS = 10_000
const CONCURRENCY = 8
/** A quick server on the same continent; none that is asked over the internet answers sooner. */
const THINK_MS = 5
const codes = Array.from({ length: ANSWERS }, (_, index) => String(index).padStart(6, '0'))

/** 10,000 answers of 1 kB, each kept raw and its rows picked, against bare undici that reads each as text and counts. */
export const p33: Benchmark = {
  id: 'P33',
  title: `10,000 small API answers, ${CONCURRENCY} at a time, kept raw and picked`,
  bar: '≤ 1.3×',
  prepare: async () => {
    const folder = await benchFolder('p33')
    const server = await startApi(THINK_MS)
    process.env.PENSTOCK_ALLOW_HOSTS = new URL(server.origin).host
    const seen = { ours: '', peer: '' }
    let round = 0
    return {
      ours: async () => {
        round += 1
        const picked = join(folder, `picked-${round}`)
        await mkdir(picked)
        await collectHttp({ ...request(server.origin), raw: join(folder, 'raw'), picked, id: `round-${round}` }, quiet())
        seen.ours = await countLines(picked)
      },
      peer: async () => {
        seen.peer = await barely(server.origin)
      },
      fingerprint: (side) => Promise.resolve(seen[side]),
      clear: () => Promise.resolve(),
      dispose: async () => {
        server.stop()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

const request = (origin: string) => ({
  dataset: 'bench',
  collect: httpCollect.parse({
    kind: 'http',
    connection: 'bench',
    request: { path: 'list', query: { key: '{secret.key}', code: '{code}', day: '{dt:%Y%m%d}', page: '{page}', size: '{size}' } },
    answer: { format: 'json', rows: 'body.items', codes: { path: 'header.resultCode', ok: ['00'] } },
    paging: { kind: 'page', size: 100, total: 'body.totalCount' },
    fanOut: [{ as: 'code', values: codes }]
  }),
  connection: {
    name: 'bench',
    target: connectionTarget.parse({ kind: 'http', baseUrl: origin, limits: { concurrency: CONCURRENCY } }),
    secrets: { key: 'a-key-of-usual-length/with+signs==' }
  },
  fields: ['code', 'n', 'price', 'volume', 'name', '@code'],
  windows: [{ id: '2026-01-02', dt: '2026-01-02', start: Date.UTC(2026, 0, 1, 15), end: Date.UTC(2026, 0, 2, 15) }],
  zone: 'Asia/Seoul',
  fanOut: { code: codes },
  variables: {},
  mayAsk: null,
  fromRaw: false,
  now: Date.now()
})

async function countLines(folder: string): Promise<string> {
  const [name = ''] = await readdir(folder)
  const text = await readFile(join(folder, name), 'utf8')
  return `${text.split('\n').length - 1} rows`
}

/** What somebody would write without keeping anything: the same requests, read as text, rows counted. */
async function barely(origin: string): Promise<string> {
  const pool = new Pool(origin, { connections: CONCURRENCY, pipelining: 1 })
  const turns = codes.values()
  let rows = 0
  const lane = async (): Promise<void> => {
    for (const code of turns) {
      const path = `/list?key=a-key-of-usual-length%2Fwith%2Bsigns%3D%3D&code=${code}&day=20260102&page=1&size=100`
      const { body } = await pool.request({ path, method: 'GET' })
      rows += (await body.text()).split('"code":').length - 1
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
  await pool.close()
  return `${rows} rows`
}
