import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../lib/clock'
import { openTable } from './delta-table'
import type { DeltaTable } from './table'
import { landFile, schemaOf } from './testing/data-files'
import { contents, load, named, withLake, type TestLake } from './testing/lake'
import type { CommitDraft, Snapshot } from './types'

const schema = schemaOf({ code: 'text' })

/** Each run replaces one partition by one real file; the last snapshot comes back. */
async function runs({ store }: TestLake, table: DeltaTable, steps: [run: string, dt: string][]): Promise<Snapshot> {
  let base = await table.snapshot()
  for (const [runId, dt] of steps) {
    const file = await landFile(store, table.name, schema, [[runId]], { dt, runId })
    base = await table.commit(base, load({ [dt]: [file] }, { runId, ...(base === undefined ? { schema } : {}) }))
  }
  if (base === undefined) throw new Error('no step was taken')
  return base
}
const undo = (partitions: CommitDraft['partitions'], runId: string): CommitDraft => ({
  ...load({}, { operation: 'UNDO', runId }),
  partitions
})

describe('undoing a run', () => {
  it('brings back what the partitions held before it, and is a commit itself', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const before = await runs(lake, table, [
        ['r0', '2023-08'],
        ['r1', '2023-09']
      ])
      const base = await runs(lake, table, [['r2', '2023-08']])
      const undone = await table.commit(base, undo((await table.undoDraft(base, ['r2'])).partitions, 'u1'))
      expect(undone.version).toBe(3)
      expect(contents(undone)).toEqual(contents(before))
      const again = await table.commit(undone, undo((await table.undoDraft(undone, ['u1'])).partitions, 'u2'))
      expect(contents(again)).toEqual(contents(base))
    }))

  it('that made the table leaves it empty', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const base = await runs(lake, table, [['r0', '2023-08']])
      const undone = await table.commit(base, undo((await table.undoDraft(base, ['r0'])).partitions, 'u'))
      expect(contents(undone)).toEqual({})
    }))

  it('is refused where later commits changed the same partitions, and names them', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const base = await runs(lake, table, [
        ['r0', '2023-08'],
        ['r1', '2023-08'],
        ['r2', '2023-09'],
        ['r3', '2023-08']
      ])
      await expect(table.undoDraft(base, ['r1'])).rejects.toMatchObject({
        code: 'undo.refused',
        details: { later: [{ version: 3, run: 'r3', operation: 'LOAD' }] }
      })
      expect([...(await table.undoDraft(base, ['r2'])).partitions.keys()]).toEqual(['2023-09'])
    }))

  it('is possible again once those later commits were undone', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const base = await runs(lake, table, [
        ['r0', '2023-08'],
        ['r1', '2023-08'],
        ['r2', '2023-08']
      ])
      const once = await table.commit(base, undo((await table.undoDraft(base, ['r2'])).partitions, 'u1'))
      await expect(table.undoDraft(once, ['r2'])).rejects.toMatchObject({ code: 'undo.refused' })
      const twice = await table.commit(once, undo((await table.undoDraft(once, ['r1'])).partitions, 'u2'))
      expect(contents(twice)).toEqual(contents(await table.snapshot(0)))
    }))

  it('of several commits is refused where another run wrote between them', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const base = await runs(lake, table, [
        ['r1', '2023-08'],
        ['other', '2023-08'],
        ['r1', '2023-08']
      ])
      await expect(table.undoDraft(base, ['r1'])).rejects.toMatchObject({
        code: 'undo.refused',
        details: { later: [{ run: 'other' }] }
      })
    }))

  it('of several runs together brings back what the first of them found, whatever they did to each other', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const base = await runs(lake, table, [
        ['r0', '2023-08'],
        ['a', '2023-08'],
        ['b', '2023-08'],
        ['other', '2023-10'],
        ['b', '2023-09']
      ])
      const { partitions } = await table.undoDraft(base, ['a', 'b'])
      const undone = await table.commit(base, undo(partitions, 'u'))
      const only = (snapshot: Snapshot | undefined, dt: string) => contents(snapshot)[dt]
      expect(only(undone, '2023-08')).toEqual(only(await table.snapshot(0), '2023-08'))
      expect([only(undone, '2023-09'), only(undone, '2023-10')]).toEqual([undefined, only(base, '2023-10')])
    }))

  it('reads each commit once, however many runs there are, and stops where it is told to', () =>
    withLake(async (lake) => {
      const steps = Array.from({ length: 30 }, (_, index): [string, string] => [`r${index}`, `2023-${10 + (index % 3)}`])
      const base = await runs(lake, lake.open('t'), steps)
      let reads = 0
      const counting = new Proxy(lake.store, {
        get: (store, name) => {
          if (name === 'read') reads += 1
          const value: unknown = Reflect.get(store, name)
          return typeof value === 'function' ? (value.bind(store) as unknown) : value
        }
      })
      const table = openTable(counting, 't', systemClock, '0')
      await table.snapshot()
      const opening = reads
      await table.undoDraft(
        base,
        steps.map(([run]) => run)
      )
      expect(reads - opening).toBeLessThanOrEqual(steps.length + 5)
      await expect(table.undoDraft(base, ['r1'], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    }))

  it('that committed nothing is run.missing', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      await expect(table.undoDraft(await runs(lake, table, [['r0', '2023-08']]), ['rX'])).rejects.toMatchObject({
        code: 'run.missing'
      })
    }))
})

describe('restoring a version', () => {
  it('takes all partitions back, or only those that are named', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const base = await runs(lake, table, [
        ['r0', '2023-08'],
        ['r1', '2023-09'],
        ['r2', '2023-08'],
        ['r3', '2023-10']
      ])
      const some = await table.restoreDraft(base, 1, ['2023-08'])
      expect([...some.keys()]).toEqual(['2023-08'])
      const restored = await table.commit(base, undo(await table.restoreDraft(base, 1, undefined), 'u'))
      expect(contents(restored)).toEqual(contents(await table.snapshot(1)))
    }))

  it('is refused where a file that has to come back is gone or cut short', () =>
    withLake(async (lake) => {
      const table = lake.open('t')
      const base = await runs(lake, table, [
        ['r0', '2023-08'],
        ['r1', '2023-08']
      ])
      const [path] = contents(await table.snapshot(0))['2023-08'] ?? []
      await rm(join(lake.root, 't', path ?? ''))
      await expect(table.restoreDraft(base, 0, undefined)).rejects.toMatchObject({
        code: 'undo.refused',
        details: { files: [path] }
      })
      await lake.store.put(`t/${path ?? ''}`, new Uint8Array(3))
      await expect(table.restoreDraft(base, 0, undefined)).rejects.toMatchObject({ code: 'undo.refused' })
    }))
})

describe('the history of a table', () => {
  it('tells each commit, newest first, of the whole table or of one partition', () =>
    withLake(async ({ open }) => {
      const table = open('t')
      let base: Snapshot | undefined
      for (let version = 0; version < 90; version += 1) {
        const dt = version % 3 === 0 ? '2023-08' : '2023-09'
        const file = named(dt, `f${version}`, { rows: version, bytes: version * 2 })
        base = await table.commit(base, load({ [dt]: [file] }, { runId: `r${version}`, ...(version === 0 ? { schema } : {}) }))
      }
      const all = await open('t').history()
      expect(all.map(({ version }) => version)).toEqual(Array.from({ length: 90 }, (_, index) => 89 - index))
      const august = await open('t').history({ dt: '2023-08', limit: 4 })
      expect(
        august.map(({ runId, partitions }) => [
          runId,
          partitions.map(({ rowsBefore, rowsAfter, bytesAfter }) => [rowsBefore, rowsAfter, bytesAfter])
        ])
      ).toEqual([
        ['r87', [[84, 87, 174]]],
        ['r84', [[81, 84, 168]]],
        ['r81', [[78, 81, 162]]],
        ['r78', [[75, 78, 156]]]
      ])
      expect(all[0]).toMatchObject({ operation: 'LOAD', startedBy: 'tester', engine: 'penstock/0.0.0' })
    }))
})
