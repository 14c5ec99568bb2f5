import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serialiseCommit } from './actions'
import { commitKey } from './log-files'
import { landFile, schemaOf } from './testing/data-files'
import { contents, load, named, withLake, type TestLake } from './testing/lake'
import type { Snapshot } from './types'

const schema = schemaOf({ code: 'text' })
const number = (version: number): string => String(version).padStart(20, '0')

/** A table `t` with as many versions, each with one more partition; checkpoints at 20, 40 … */
async function versions({ open }: TestLake, count: number): Promise<Snapshot | undefined> {
  const table = open('t')
  let base: Snapshot | undefined
  for (let version = 0; version < count; version += 1) {
    const dt = `20${String(version).padStart(2, '0')}-01`
    base = await table.commit(base, load({ [dt]: [named(dt, `f${version}`)] }, version === 0 ? { schema } : {}))
  }
  return base
}
const logPath = ({ root }: TestLake, name: string): string => join(root, 't/_delta_log', name)
const partitions = (snapshot: Snapshot | undefined): number => Object.keys(contents(snapshot)).length

describe('a log', () => {
  it('with a gap is refused, and the missing file is named', () =>
    withLake(async (lake) => {
      await versions(lake, 5)
      await rm(logPath(lake, `${number(2)}.json`))
      await expect(lake.open('t').snapshot()).rejects.toMatchObject({
        code: 'lake.corrupt',
        details: { path: `t/_delta_log/${number(2)}.json` }
      })
    }))

  it('without its beginning is refused where no checkpoint stands for it', () =>
    withLake(async (lake) => {
      await versions(lake, 3)
      await rm(logPath(lake, `${number(0)}.json`))
      await expect(lake.open('t').snapshot()).rejects.toMatchObject({
        code: 'lake.corrupt',
        message: expect.stringContaining(number(0)) as string
      })
    }))

  it.each(['{"add":', '{"add":{"path":1}}', 'not json', '{"metaData":{"id":"x"}}'])(
    'with the line %s is refused by file and line',
    (line) =>
      withLake(async (lake) => {
        await versions(lake, 3)
        const path = logPath(lake, `${number(1)}.json`)
        await writeFile(path, `${await readFile(path, 'utf8')}${line}\n`)
        await expect(lake.open('t').snapshot()).rejects.toMatchObject({
          code: 'lake.corrupt',
          message: expect.stringContaining(`${number(1)}.json, line 3`) as string
        })
      })
  )

  it('may hold actions that we do not know', () =>
    withLake(async (lake) => {
      await versions(lake, 1)
      const foreign =
        '{"commitInfo":{"operation":"OPTIMIZE","timestamp":"odd"}}\n{"domainMetadata":{"domain":"x"}}\n{"cdc":{"path":"y"}}\n'
      await lake.store.createOnce(commitKey('t', 1), new TextEncoder().encode(foreign))
      expect((await lake.open('t').snapshot())?.version).toBe(1)
      expect(await lake.open('t').history({ limit: 1 })).toMatchObject([{ operation: 'OPTIMIZE', partitions: [] }])
    }))

  it('is opened from its checkpoint, without the commits before it', () =>
    withLake(async (lake) => {
      const last = await versions(lake, 45)
      for (let version = 0; version <= 40; version += 1) await rm(logPath(lake, `${number(version)}.json`))
      const opened = await lake.open('t').snapshot()
      expect(contents(opened)).toEqual(contents(last))
      expect(opened?.changedIn).toEqual(last?.changedIn)
      expect([...(opened?.files.values() ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
        [...(last?.files.values() ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1))
      )
      await expect(lake.open('t').snapshot(30)).rejects.toMatchObject({ code: 'version.missing' })
    }))

  it.each([
    ['is cut short', async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 500))],
    ['is gone', (path: string) => rm(path)],
    ['is empty', (path: string) => writeFile(path, '')]
  ])('is opened all the same where its newest checkpoint %s', (_what, damage) =>
    withLake(async (lake) => {
      const last = await versions(lake, 45)
      await damage(logPath(lake, `${number(40)}.checkpoint.parquet`))
      expect(contents(await lake.open('t').snapshot())).toEqual(contents(last))
      await rm(logPath(lake, `${number(20)}.checkpoint.parquet`))
      expect(contents(await lake.open('t').snapshot())).toEqual(contents(last))
    })
  )

  it.each(['', 'x', '{"version":-1}', '{"version":999}', '{"version":20}'])(
    'is opened all the same where _last_checkpoint says %j',
    (text) =>
      withLake(async (lake) => {
        await versions(lake, 45)
        await writeFile(logPath(lake, '_last_checkpoint'), text)
        expect(partitions(await lake.open('t').snapshot())).toBe(45)
      })
  )

  it('gives each earlier version, whether before, at or after a checkpoint', () =>
    withLake(async (lake) => {
      await versions(lake, 45)
      const table = lake.open('t')
      for (const version of [0, 19, 20, 21, 39, 40, 41, 44]) expect(partitions(await table.snapshot(version))).toBe(version + 1)
    }))

  it('may count rows in footers where another writer left out statistics', () =>
    withLake(async (lake) => {
      await versions(lake, 1)
      const file = await landFile(lake.store, 't', schema, [['a'], ['b'], ['c']], { dt: '2023-08' })
      const add = { path: file.path, partitionValues: { dt: '2023-08' }, size: file.bytes, modificationTime: 1, dataChange: true }
      await lake.store.createOnce(
        commitKey('t', 1),
        new TextEncoder().encode(serialiseCommit({ adds: [add], removes: [], txns: [] }))
      )
      expect((await lake.open('t').snapshot())?.files.get(file.path)).toMatchObject({ rows: 3 })
    }))

  it.each([
    ['column mapping', { 'delta.columnMapping.mode': 'name' }, { minReaderVersion: 2, minWriterVersion: 5 }],
    ['a reader of the future', {}, { minReaderVersion: 4, minWriterVersion: 8 }],
    [
      'an unknown feature',
      {},
      { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['v2Checkpoint'], writerFeatures: ['v2Checkpoint'] }
    ]
  ])('that needs %s is refused in clear words', (_what, configuration, protocol) =>
    withLake(async (lake) => {
      await versions(lake, 1)
      const path = logPath(lake, `${number(0)}.json`)
      const lines = (await readFile(path, 'utf8')).trim().split('\n')
      const changed = lines.map((line) => {
        const action = JSON.parse(line) as { protocol?: object; metaData?: { configuration: object } }
        if (action.protocol !== undefined) return JSON.stringify({ protocol })
        if (action.metaData !== undefined) return JSON.stringify({ metaData: { ...action.metaData, configuration } })
        return line
      })
      await writeFile(path, changed.join('\n'))
      await expect(lake.open('t').snapshot()).rejects.toMatchObject({
        code: 'lake.unsupported',
        message: expect.stringMatching(/cannot read t/) as string
      })
    })
  )

  it('that promises others what we would break is read, but not written', () =>
    withLake(async (lake) => {
      const base = await versions(lake, 1)
      const protocol = { minReaderVersion: 1, minWriterVersion: 4 }
      await lake.store.createOnce(commitKey('t', 1), new TextEncoder().encode(`${JSON.stringify({ protocol })}\n`))
      const table = lake.open('t')
      const read = await table.snapshot()
      expect(contents(read)).toEqual(contents(base))
      await expect(table.commit(read, load({}))).rejects.toMatchObject({
        code: 'lake.unsupported',
        message: expect.stringMatching(/cannot write t/) as string
      })
    }))
})
