import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fsckReport } from '../contract'
import { listTables } from './catalog'
import { checkTable } from './fsck'
import { TEMPORARY } from './folder-store'
import { sweepLake } from './sweep'
import { landFile, schemaOf } from './testing/data-files'
import { contents, load, withLake, type TestLake } from './testing/lake'

const schema = schemaOf({ code: 'text' })
const DIGEST = `ph1:${'1'.repeat(32)}`

/** Table `t`: 22 versions (a checkpoint at 20), one partition of 2 rows and one that was replaced each time. */
async function table({ store, open }: TestLake): Promise<string> {
  const august = await landFile(store, 't', schema, [['a'], ['b']], { dt: '2023-08', digest: DIGEST })
  let base = await open('t').commit(undefined, load({ '2023-08': [august] }, { schema }))
  for (let version = 1; version <= 21; version += 1) {
    const file = await landFile(store, 't', schema, [['c']], { dt: '2023-09', digest: DIGEST })
    base = await open('t').commit(base, load({ '2023-09': [file] }))
  }
  return contents(base)['2023-08']?.[0] ?? ''
}
const log = ({ root }: TestLake, version: number, end: string): string =>
  join(root, 't/_delta_log', `${String(version).padStart(20, '0')}.${end}`)
const kinds = async ({ store }: TestLake): Promise<string[]> => (await checkTable(store, 't')).findings.map(({ kind }) => kind)

describe('fsck', () => {
  it('finds nothing wrong with a sound table', () =>
    withLake(async (lake) => {
      await table(lake)
      const report = await checkTable(lake.store, 't', {
        digestOf: (files) => Promise.resolve({ rows: files.reduce((sum, { rows }) => sum + rows, 0), digest: DIGEST })
      })
      expect(report).toEqual({ name: 't', version: 21, files: 2, rows: 3, findings: [] })
      expect(fsckReport.safeParse({ datasets: [report], ok: true }).success).toBe(true)
    }))

  it.each<[string, string, (path: string) => Promise<void>]>([
    ['file.missing', 'is missing', (path) => rm(path)],
    ['file.size', 'is cut short', async (path) => writeFile(path, (await readFile(path)).subarray(0, 50))],
    ['file.corrupt', 'has a damaged footer', async (path) => writeFile(path, new Uint8Array((await readFile(path)).length))]
  ])('reports %s where a data file %s', (kind, _what, damage) =>
    withLake(async (lake) => {
      const path = await table(lake)
      await damage(join(lake.root, 't', path))
      expect((await checkTable(lake.store, 't')).findings).toMatchObject([{ level: 'error', kind, path: `t/${path}` }])
    })
  )

  it('reports rows and digests that are not those committed', () =>
    withLake(async (lake) => {
      const path = await table(lake)
      const other = await landFile(lake.store, 't', schema, [['x'], ['y'], ['z']], { dt: '2023-08' })
      const bytes = await readFile(join(lake.root, 't', other.path))
      const commit = log(lake, 0, 'json')
      await writeFile(commit, (await readFile(commit, 'utf8')).replace(/"size":\d+/, `"size":${bytes.length}`))
      await writeFile(join(lake.root, 't', path), bytes)
      for (const end of ['checkpoint.parquet']) await rm(log(lake, 20, end))
      await rm(join(lake.root, 't', other.path))
      expect(await kinds(lake)).toEqual(['rows.differ'])
      const digestOf = () => Promise.resolve({ rows: 2, digest: `ph1:${'2'.repeat(32)}` })
      const { findings } = await checkTable(lake.store, 't', { digestOf })
      expect(findings.map(({ kind, path: where }) => [kind, where])).toContainEqual(['digest.differs', '2023-08'])
      const foreign = await checkTable(lake.store, 't', {
        digestOf: () => Promise.resolve({ rows: 2, digest: `ph2:${'2'.repeat(32)}` })
      })
      expect(foreign.findings.filter(({ path: where }) => where === '2023-08')).toEqual([])
    }))

  it('reports gaps and damage in the log, and goes on', () =>
    withLake(async (lake) => {
      await table(lake)
      await rm(log(lake, 3, 'json'))
      await writeFile(log(lake, 5, 'json'), 'x')
      const { findings, version, files } = await checkTable(lake.store, 't')
      expect(findings.map(({ kind, path }) => [kind, path])).toEqual([
        ['log.gap', 't/_delta_log/00000000000000000003.json'],
        ['log.corrupt', 't/_delta_log/00000000000000000005.json'],
        ...findings.filter(({ kind }) => kind === 'orphan').map(({ kind, path }) => [kind, path])
      ])
      expect({ version, files }).toEqual({ version: 21, files: 2 })
    }))

  it('reports a checkpoint that cannot be read, or that tells something else than the commits', () =>
    withLake(async (lake) => {
      await table(lake)
      await writeFile(log(lake, 20, 'checkpoint.parquet'), 'x')
      expect((await checkTable(lake.store, 't')).findings).toMatchObject([{ kind: 'checkpoint', level: 'warning' }])
      const file = await landFile(lake.store, 'v', schema, [['c']], { dt: '2023-09' })
      let base = await lake.open('v').commit(undefined, load({ '2023-09': [file] }, { schema }))
      for (let version = 1; version <= 20; version += 1) base = await lake.open('v').commit(base, load({}))
      await cp(join(lake.root, 'v/_delta_log/00000000000000000020.checkpoint.parquet'), log(lake, 20, 'checkpoint.parquet'))
      expect(await kinds(lake)).toContain('checkpoint')
    }))

  it('names files that no version names, and what writers left that were cut short', () =>
    withLake(async (lake) => {
      await table(lake)
      await lake.store.put('t/dt=2023-08/stray.parquet', new Uint8Array(5))
      await lake.store.put('t/_penstock/quarantine/dt=2023-08/r.jsonl', new Uint8Array(5))
      await lake.store.put(`${TEMPORARY}/t.0123456789abcdef.tmp`, new Uint8Array(5))
      await lake.store.put(`${TEMPORARY}/other.0123456789abcdef.tmp`, new Uint8Array(5))
      await lake.store.put('_penstock/staging/t/run9/part.parquet', new Uint8Array(5))
      expect((await checkTable(lake.store, 't')).findings.map(({ level, kind, path }) => [level, kind, path])).toEqual([
        ['info', 'orphan', 't/dt=2023-08/stray.parquet'],
        ['info', 'orphan', `${TEMPORARY}/t.0123456789abcdef.tmp`],
        ['info', 'orphan', '_penstock/staging/t/run9/part.parquet']
      ])
    }))
})

describe('a lake', () => {
  it('lists the folders that are tables', () =>
    withLake(async (lake) => {
      await table(lake)
      for (const key of ['_raw/x/_delta_log/0.json', 'notes/readme.txt', '삼성/_delta_log/00000000000000000000.json'])
        await lake.store.put(key, new Uint8Array(1))
      expect(await listTables(lake.store)).toEqual(['t', '삼성'])
    }))

  it('is swept of what killed writers left, and of nothing else', () =>
    withLake(async (lake) => {
      await table(lake)
      for (const name of ['t.0123456789abcdef.tmp', 'mine.tmp', 't.xyz.tmp', 'notes.txt'])
        await lake.store.put(`${TEMPORARY}/${name}`, new Uint8Array(1))
      expect(await sweepLake(lake.root)).toBe(2)
      const left: string[] = []
      for await (const { key } of lake.store.list('_penstock/')) left.push(key)
      expect(left).toEqual(['mine.tmp', 'notes.txt', 't.xyz.tmp'].map((name) => `${TEMPORARY}/${name}`))
      expect(await kinds(lake)).toEqual([])
      expect(await sweepLake(join(lake.root, 'none'))).toBe(0)
    }))
})
