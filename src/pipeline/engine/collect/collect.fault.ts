import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { backfill, untilBackfill } from '../testing/backfills'
import { connectTo } from '../testing/client'
import { engineChild } from '../testing/engine-child'
import { engineOn } from '../testing/open-engine'
import { dealsSpec, dealsWorkspace, fillDeals, hostWithKey, KEY, rowsIn, rowsOf } from './testing/deals-dataset'
import { dealsServer } from './testing/deals-server'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const MONTHS = ['2026-01', '2026-02', '2026-03']
const quarter = { name: 'deals', from: '2026-01', to: '2026-03', only: 'all' } as const

describe('an engine that is killed in the middle of a fan-out', () => {
  it('asks afterwards only what had no answer yet', async () => {
    vi.stubEnv('PENSTOCK_SECRET_MOLIT__SERVICEKEY', KEY)
    const server = await dealsServer(KEY)
    fillDeals(server, MONTHS)
    const spec = dealsSpec({ range: { from: '2026-01-01', to: '2026-03-31' } }, 100)
    const { workspace } = await dealsWorkspace(server, { concurrency: 1 }, spec)
    server.rules.hangFrom = 7
    const engine = engineChild(built, workspace)
    await engine.until('ready')
    engine.send('backfill deals')
    await vi.waitFor(() => expect(server.asked).toHaveLength(7), { timeout: 60_000, interval: 50 })
    await vi.waitFor(async () => expect(await answeredIn(join(workspace.lake, '_raw', 'deals'))).toBe(6), { timeout: 20_000 })
    await engine.kill()
    server.rules.hangFrom = Infinity
    const client = connectTo(await engineOn(workspace, hostWithKey(built.worker).host))
    const [active] = await client.call('backfills.list', { active: true })
    if (active !== undefined) expect((await client.ended(active.job ?? '')).state).toBe('done')
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
    const twice = server.asked.filter((place, index) => server.asked.indexOf(place) !== index)
    expect(twice).toEqual([server.asked[6]])
    expect(server.asked).toHaveLength(12 + 1)
  })
})

/** Questions that the manifests below a folder call answered. */
async function answeredIn(folder: string): Promise<number> {
  const paths = await readdir(folder, { recursive: true }).catch(() => [])
  const texts = await Promise.all(
    paths.filter((path) => path.endsWith('manifest.jsonl')).map((path) => readFile(join(folder, path), 'utf8'))
  )
  return texts
    .join('')
    .split('\n')
    .filter((line) => line.includes('"kind":"question"')).length
}

describe('a key in the query string', () => {
  it('is nowhere in the workspace: no log, no state, no kept answer, no error, though the server says it back', async () => {
    const server = await dealsServer(KEY)
    fillDeals(server, MONTHS)
    server.deals.set('11110 202601', [{ aptNm: `echo ${KEY} echo`, dealAmount: '1' }])
    const { workspace } = await dealsWorkspace(server)
    const client = connectTo(await engineOn(workspace, hostWithKey(built.worker).host))
    const seen: string[] = []
    client.client.subscribe('backfills.changed', {}, { event: (summary) => void seen.push(JSON.stringify(summary)) })
    await backfill(client, { ...quarter, to: '2026-01' })
    server.rules.instead = (place, response) => {
      response
        .writeHead(place.startsWith('11') ? 403 : 200)
        .end(`<html>wrong key ${KEY}, asked at /deals?serviceKey=${KEY}</html>`)
      return true
    }
    const failed = await backfill(client, { ...quarter, from: '2026-02', to: '2026-02' })
    expect(failed.partitions[0]?.error?.code).toBe('collect.key')
    server.rules.instead = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>asked at /deals?serviceKey=${KEY}</html>`)
      return true
    }
    expect((await backfill(client, { ...quarter, from: '2026-03', to: '2026-03' })).partitions[0]?.error?.code).toBe(
      'collect.answer'
    )
    const { runs } = await client.call('runs.list', { filter: { name: 'deals' } })
    expect(JSON.stringify([failed, seen, runs])).not.toContain(KEY)
    expect(await filesWith(workspace.root, KEY)).toEqual([])
  })
})

/** Files below a folder in which a text stands, also where they are packed. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const found = await Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(path)
      const plain = path.endsWith('.gz') && bytes.length > 0 ? gunzipSync(bytes) : bytes
      return plain.includes(text) ? [path] : []
    })
  )
  return found.flat()
}

describe('a collection that fails', () => {
  it('changes nothing of the table, says why by its code, and asks only what is left when it is tried again', async () => {
    const server = await dealsServer(KEY)
    fillDeals(server, MONTHS)
    const { workspace } = await dealsWorkspace(
      server,
      { concurrency: 1 },
      dealsSpec({ runs: { retry: { codes: ['collect.answer'], times: 1, waitSeconds: 0 } } }, 100)
    )
    const client = connectTo(await engineOn(workspace, hostWithKey(built.worker).host))
    await backfill(client, { ...quarter, to: '2026-01' })
    const before = await rowsIn(workspace)
    const place = '41135 202602'
    let faults = 1
    server.rules.instead = (asked, response) => {
      if (asked !== place || faults-- <= 0) return false
      response.end('<html>under maintenance</html>')
      return true
    }
    const first = server.asked.length
    const done = untilBackfill(client, ({ state }) => state === 'done')
    const mended = await backfill(client, { ...quarter, from: '2026-02', to: '2026-02' })
    await done
    expect(mended.partitions.map(({ state }) => state)).toEqual(['ok'])
    expect(server.asked.slice(first)).toEqual(
      ['11110', '11680', '26110', '41135', '41135'].map((district) => `${district} 202602 1`)
    )
    const { runs } = await client.call('runs.list', { filter: { name: 'deals' } })
    expect(runs.map(({ state, error }) => [state, error?.code])).toEqual([
      ['done', undefined],
      ['failed', 'collect.answer'],
      ['done', undefined]
    ])
    faults = Infinity
    const failed = await backfill(client, { ...quarter, from: '2026-02', to: '2026-02' })
    expect(failed.partitions).toMatchObject([{ state: 'failed', error: { code: 'collect.answer' } }])
    expect((await rowsIn(workspace)).filter((row) => row.includes('2026-01'))).toEqual(before)
    expect((await rowsIn(workspace)).length).toBe(26)
  })
})
