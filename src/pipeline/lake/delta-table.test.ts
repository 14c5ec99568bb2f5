import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { schemaIdOf } from './schema-id'
import { landFile, schemaOf } from './testing/data-files'
import { contents, load, named, withLake } from './testing/lake'

const schema = schemaOf({ code: 'text', close: 'decimal(18,2)' })
const first = (partitions = { '2023-08': [named('2023-08', 'a')] }) => load(partitions, { schema, runId: 'r0' })

describe('a table', () => {
  it('does not exist before its first commit, and has its files after it', () =>
    withLake(async ({ store, open }) => {
      expect(await open('prices').snapshot()).toBeUndefined()
      expect(await open('prices').history()).toEqual([])
      const digest = `ph1:${'a'.repeat(32)}`
      const file = await landFile(store, 'prices', schema, [['000020', 100n]], {
        dt: '2023-08',
        runId: 'r1',
        digest,
        quarantined: 3
      })
      const committed = await open('prices').commit(undefined, load({ '2023-08': [file] }, { schema, runId: 'r1' }))
      const read = await open('prices').snapshot()
      expect(committed.version).toBe(0)
      expect(read).toEqual(committed)
      expect(contents(read)).toEqual({ '2023-08': [file.path] })
      expect(read).toMatchObject({ schema, schemaId: schemaIdOf(schema) })
      expect(read?.files.get(file.path)).toEqual({
        ...file,
        stats: { numRecords: 1, minValues: {}, maxValues: {}, nullCount: {} }
      })
    }))

  it('writes a log that says who did what, with which program', () =>
    withLake(async ({ root, open }) => {
      await open('prices').commit(undefined, first())
      const text = await readFile(join(root, 'prices/_delta_log/00000000000000000000.json'), 'utf8')
      const [info, protocol, metaData, add] = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
      expect(info?.['commitInfo']).toMatchObject({
        operation: 'LOAD',
        runId: 'r0',
        startedBy: 'tester',
        engineInfo: 'penstock/0.0.0'
      })
      expect(protocol).toEqual({ protocol: { minReaderVersion: 1, minWriterVersion: 2 } })
      expect(metaData?.['metaData']).toMatchObject({
        partitionColumns: ['dt'],
        configuration: { 'delta.enableExpiredLogCleanup': 'false' }
      })
      expect(add?.['add']).toMatchObject({
        path: 'dt=2023-08/a',
        partitionValues: { dt: '2023-08' },
        tags: { 'penstock.runId': 'run' }
      })
    }))

  it('changes several partitions in one commit, and leaves the others as they are', () =>
    withLake(async ({ open }) => {
      const table = open('prices')
      const base = await table.commit(
        undefined,
        first({ '2023-08': [named('2023-08', 'a')], ...{ '2023-09': [named('2023-09', 'b')] } })
      )
      const next = await table.commit(base, load({ '2023-08': [], '2023-10': [named('2023-10', 'c', { rows: 0 })] }))
      expect(contents(next)).toEqual({ '2023-09': ['dt=2023-09/b'], '2023-10': ['dt=2023-10/c'] })
      expect(next.changedIn).toEqual(new Map([...['2023-08', '2023-10'].map((dt) => [dt, 1] as const), ['2023-09', 0] as const]))
      expect(contents(await table.snapshot(0))).toEqual({ '2023-08': ['dt=2023-08/a'], '2023-09': ['dt=2023-09/b'] })
    }))

  it('answers version.missing for versions that it does not have', () =>
    withLake(async ({ open }) => {
      const table = open('prices')
      await expect(table.snapshot(0)).rejects.toMatchObject({ code: 'version.missing' })
      await table.commit(undefined, first())
      await expect(table.snapshot(1)).rejects.toMatchObject({ code: 'version.missing' })
      await expect(table.snapshot(-1)).rejects.toMatchObject({ code: 'version.missing' })
    }))

  it('sees what others commit, and keeps its snapshot while nobody does', () =>
    withLake(async ({ open }) => {
      const [mine, other] = [open('prices'), open('prices')]
      const base = await mine.commit(undefined, first())
      expect(await mine.snapshot()).toBe(base)
      await other.commit(base, load({ '2023-09': [named('2023-09', 'b')] }))
      expect((await mine.snapshot())?.version).toBe(1)
    }))

  it('is read anew once it was removed, or made again under its name', () =>
    withLake(async ({ root, open }) => {
      const table = open('prices')
      const old = await table.commit(undefined, first())
      await rename(join(root, 'prices'), join(root, '_trash'))
      expect(await table.snapshot()).toBeUndefined()
      await expect(table.commit(old, load({}))).rejects.toMatchObject({ code: 'commit.conflict' })
      await open('prices').commit(undefined, first({ '2023-08': [named('2023-08', 'other')] }))
      expect(contents(await table.snapshot())).toEqual({ '2023-08': ['dt=2023-08/other'] })
      await expect(table.commit(old, load({}))).rejects.toMatchObject({ code: 'commit.conflict' })
    }))

  it('that was made again between two looks is not taken for the old one', () =>
    withLake(async ({ root, open }) => {
      const table = open('prices')
      const old = await table.commit(undefined, first())
      await rename(join(root, 'prices'), join(root, '_trash'))
      await open('prices').commit(undefined, first({ '2023-08': [named('2023-08', 'another')] }))
      expect((await table.snapshot())?.tableId).not.toBe(old.tableId)
      expect(contents(await table.snapshot())).toEqual({ '2023-08': ['dt=2023-08/another'] })
    }))

  it('carries offsets and interval markers', () =>
    withLake(async ({ open }) => {
      const table = open('ticks')
      const base = await table.commit(undefined, { ...first(), txns: new Map([['a', 5]]) })
      await table.commit(base, { ...load({}), txns: new Map([['b', 1]]) })
      expect((await open('ticks').snapshot())?.txns).toEqual(new Map([...[['a', 5] as const], ['b', 1] as const]))
    }))

  it('refuses files under another partition than their own, and a first commit without columns', () =>
    withLake(async ({ open }) => {
      const table = open('prices')
      await expect(table.commit(undefined, load({}))).rejects.toMatchObject({ code: 'internal' })
      await expect(table.commit(undefined, first({ '2023-08': [named('2023-09', 'a')] }))).rejects.toMatchObject({
        code: 'internal'
      })
      expect(await table.snapshot()).toBeUndefined()
    }))
})

describe('the columns of a table', () => {
  const more = schemaOf({ code: 'text', close: 'decimal(18,2)', volume: 'integer' })
  const other = schemaOf({ code: 'integer', Close: 'decimal(18,2)' })

  it('may be added to, while old files stay; they are null there', () =>
    withLake(async ({ open }) => {
      const table = open('prices')
      const base = await table.commit(undefined, first())
      const strict = { ...more, columns: more.columns.map((column) => ({ ...column, nullable: false })) }
      const next = await table.commit(base, load({ '2023-09': [named('2023-09', 'b')] }, { schema: strict }))
      expect(next.schemaId).toBe(schemaIdOf(more))
      expect(next.schema).toEqual(more)
    }))

  it('may not go, be renamed or change their type while old files stay', () =>
    withLake(async ({ open }) => {
      const table = open('prices')
      const base = await table.commit(undefined, first())
      await expect(table.commit(base, load({ '2023-09': [named('2023-09', 'b')] }, { schema: other }))).rejects.toMatchObject({
        code: 'schema.breaking',
        details: { added: ['Close'], dropped: ['close'], changed: [{ column: 'code', from: 'text', to: 'integer' }] }
      })
      expect((await table.snapshot())?.version).toBe(0)
    }))

  it('may change as they like once every partition is replaced, and come back with the old files', () =>
    withLake(async ({ store, open }) => {
      const table = open('prices')
      const old = await landFile(store, 'prices', schema, [['000020', 1n]], { dt: '2023-08', runId: 'r0' })
      const base = await table.commit(undefined, first({ '2023-08': [old] }))
      const next = await table.commit(base, load({ '2023-08': [named('2023-08', 'b')] }, { schema: other, runId: 'r1' }))
      expect(next.schema).toEqual(other)
      expect(await table.restoredSchema(next, 0)).toEqual(schema)
      const { partitions, schema: back } = await table.undoDraft(next, ['r1'])
      expect(back).toEqual(schema)
      const draft = { ...load({}, { operation: 'UNDO' }), partitions, schema: back }
      const undone = await table.commit(next, draft)
      expect(undone.schema).toEqual(schema)
      expect(contents(undone)).toEqual(contents(base))
    }))

  it('keep a partition from coming back alone into columns that cannot hold it', () =>
    withLake(async ({ store, open }) => {
      const table = open('prices')
      const land = (dt: string) => landFile(store, 'prices', schema, [['000020', 1n]], { dt })
      const base = await table.commit(
        undefined,
        first({ '2023-08': [await land('2023-08')], ...{ '2023-09': [await land('2023-09')] } })
      )
      const both = { '2023-08': [named('2023-08', 'b')], '2023-09': [named('2023-09', 'b')] }
      const next = await table.commit(base, load(both, { schema: other }))
      await expect(table.restoreDraft(next, 0, ['2023-08'])).rejects.toMatchObject({
        code: 'undo.refused',
        details: { partitions: ['2023-09'] }
      })
      expect([...(await table.restoreDraft(next, 0, undefined)).keys()]).toEqual(['2023-08', '2023-09'])
    }))
})
