import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ObjectStore } from './object-store'
import { landFile, schemaOf, type Value } from './testing/data-files'
import { readByDeltaRs, sorted } from './testing/judged'
import { contents, load, withLake } from './testing/lake'
import { judge, withoutPython } from './testing/python'
import { partitionsOf } from './partitions'
import type { DeltaTable } from './table'
import type { TableSchema } from './types'

const schema = schemaOf({ code: 'text', close: 'decimal(18,2)' })

/** One commit a step; what each version must hold is kept beside it, as plain rows. */
async function commitRows(
  { store, table, to }: { store: ObjectStore; table: DeltaTable; to: TableSchema },
  partitions: Record<string, Value[][]>,
  runId: string
): Promise<void> {
  const base = await table.snapshot()
  const landed = await Promise.all(
    Object.entries(partitions).map(
      async ([dt, rows]) => [dt, [await landFile(store, table.name, to, rows, { dt, runId })]] as const
    )
  )
  await table.commit(base, load(Object.fromEntries(landed), { runId, ...(base === undefined ? { schema: to } : {}) }))
}

const price = (dt: string, code: string, close: bigint) => ({
  dt,
  code,
  close: `${close / 100n}.${String(close % 100n).padStart(2, '0')}`
})

async function dropCommitsBefore(folder: string, version: number): Promise<void> {
  for (const name of await readdir(join(folder, '_delta_log')))
    if (/^\d{20}\.json$/.test(name) && Number(name.slice(0, 20)) < version) await rm(join(folder, '_delta_log', name))
}

describe.skipIf(withoutPython)('delta-rs, an independent reader,', () => {
  it('reads each version of a table, after an emptied partition, a restore and a checkpoint', () =>
    withLake(async ({ root, store, open }) => {
      const table = open('prices')
      const target = { store, table, to: schema }
      await commitRows(
        target,
        {
          '2023-08': [['000020', 100n]],
          '2023-09': [
            ['000030', 200n],
            ['000040', 250n]
          ]
        },
        'r0'
      )
      await commitRows(target, { '2023-08': [['000020', 300n]] }, 'r1')
      await commitRows(target, { '2023-09': [] }, 'r2')
      const base = await table.snapshot()
      if (base === undefined) throw new Error('no table')
      await table.commit(base, {
        ...load({}, { operation: 'UNDO', runId: 'r3' }),
        partitions: await table.restoreDraft(base, 0, undefined)
      })
      const expected = [
        [price('2023-08', '000020', 100n), price('2023-09', '000030', 200n), price('2023-09', '000040', 250n)],
        [price('2023-08', '000020', 300n), price('2023-09', '000030', 200n), price('2023-09', '000040', 250n)],
        [price('2023-08', '000020', 300n)],
        [price('2023-08', '000020', 100n), price('2023-09', '000030', 200n), price('2023-09', '000040', 250n)]
      ]
      for (let version = 4; version <= 41; version += 1) {
        await commitRows(target, { '2023-10': [['000050', BigInt(version)]] }, `r${version}`)
        expected.push([...(expected[3] ?? []), price('2023-10', '000050', BigInt(version))])
      }
      const seen = await readByDeltaRs(
        join(root, 'prices'),
        expected.map((_, version) => version)
      )
      for (const [version, rows] of expected.entries()) expect(sorted(seen.versions[version]?.rows ?? [])).toEqual(sorted(rows))
      expect(seen.current).toMatchObject({ version: 41, partitionColumns: ['dt'], readerVersion: 1 })
      expect(seen.versions[2]?.files).toEqual(
        Object.values(contents(await table.snapshot(2)))
          .flat()
          .sort()
      )
      expect(seen.history.map(({ operation, runId }) => [operation, runId]).slice(-4)).toEqual([
        ['UNDO', 'r3'],
        ['LOAD', 'r2'],
        ['LOAD', 'r1'],
        ['LOAD', 'r0']
      ])

      const copy = join(root, 'copy')
      await cp(join(root, 'prices'), copy, { recursive: true })
      await dropCommitsBefore(copy, 40)
      const byCheckpoint = await readByDeltaRs(copy)
      expect(sorted(byCheckpoint.current.rows)).toEqual(sorted(expected[41] ?? []))
      expect(byCheckpoint.wouldVacuum).not.toEqual([])
      expect(contents(await open('copy').snapshot())).toEqual(contents(await table.snapshot()))
    }))

  it('reads every type, and names in Korean and with spaces', () =>
    withLake(async ({ root, store, open }) => {
      const all = schemaOf({
        '종가 (원)': 'decimal(18,2)',
        'Adj Close*': 'float',
        수량: 'integer',
        date: 'date',
        'seen at': 'timestamp',
        체결시각: 'datetime',
        time: 'time',
        '"good"?': 'boolean',
        '': 'text'
      })
      const day = 19_604
      const us = BigInt(day) * 86_400_000_000n + 34_200_123_456n
      const table = open('모든 형'.replace(' ', '_'))
      await commitRows(
        { store, table, to: all },
        { '2023-09-04': [[12_345n, 1.5, 7n, day, us, us, 34_200_000_001n, true, '삼성 "전자"'], Array<null>(9).fill(null)] },
        'r0'
      )
      const { current } = await readByDeltaRs(join(root, table.name))
      expect(current.readerVersion).toBe(3)
      expect(current.columns).toEqual([
        ['종가_원', 'decimal(18,2)'],
        ['Adj_Close', 'double'],
        ['수량', 'long'],
        ['date', 'date'],
        ['seen_at', 'timestamp'],
        ['체결시각', 'timestamp_ntz'],
        ['time', 'long'],
        ['good', 'boolean'],
        ['column', 'string'],
        ['dt', 'string']
      ])
      expect(current.metadata['종가_원']).toEqual({ 'penstock.name': '종가 (원)', 'penstock.type': 'decimal(18,2)' })
      expect(current.rows.find(({ column }) => column !== null)).toEqual({
        종가_원: '123.45',
        Adj_Close: 1.5,
        수량: 7,
        date: '2023-09-04',
        seen_at: '2023-09-04T09:30:00.123456+00:00',
        체결시각: '2023-09-04T09:30:00.123456',
        time: 34_200_000_001,
        good: true,
        column: '삼성 "전자"',
        dt: '2023-09-04'
      })
      expect(current.rows).toHaveLength(2)
      expect((await open(table.name).snapshot())?.schema).toEqual(all)
    }))

  it('reads a table whose files say of what they were made, and what was said anew', () =>
    withLake(async ({ root, store, open }) => {
      const table = open('mart')
      const landed = await landFile(store, 'mart', schema, [['000020', 100n]], { dt: '2023-08', runId: 'r0' })
      const madeFrom = [{ dataset: '종가', dt: '2023-08', version: 1, digest: undefined }]
      const file = { ...landed, intervals: { '2023-08-31': 1, '2023-08-30': 0 }, madeFrom, query: 'f'.repeat(64) }
      const base = await table.commit(undefined, load({ '2023-08': [file] }, { schema }))
      await table.commit(
        base,
        load({
          '2023-08': [{ ...file, madeFrom: [{ ...madeFrom[0], dataset: '종가', dt: '2023-08', version: 2, digest: undefined }] }]
        })
      )
      const { current } = await readByDeltaRs(join(root, 'mart'), [])
      expect(current).toMatchObject({ version: 1, rows: [price('2023-08', '000020', 100n)] })
      expect(current.files).toHaveLength(1)
      expect((await open('mart').snapshot())?.files.get(file.path)?.madeFrom).toMatchObject([{ version: 2 }])
      await judge('write_table.py', 'checkpoint', join(root, 'mart'))
      expect((await open('mart').snapshot())?.files.get(file.path)?.madeFrom).toMatchObject([{ version: 2 }])
    }))

  it('reads a table without partitions, with columns added later, and an upgrade to datetime', () =>
    withLake(async ({ root, store, open }) => {
      const one = schemaOf({ code: 'text' }, false)
      const two = schemaOf({ code: 'text', listed: 'datetime' }, false)
      const table = open('codes')
      await commitRows({ store, table, to: one }, { all: [['000020']] }, 'r0')
      const base = await table.snapshot()
      const file = await landFile(store, 'codes', two, [['000030', 0n]], { dt: 'all', runId: 'r1' })
      const kept = [...(base?.files.values() ?? [])]
      await table.commit(base, {
        ...load({ all: [...kept, file] }, { schema: two }),
        txns: new Map([['penstock/interval/2023-09', 5]])
      })
      const { current, versions, transactions } = await readByDeltaRs(join(root, 'codes'), [0])
      expect(versions[0]?.rows).toEqual([{ code: '000020' }])
      expect(sorted(current.rows)).toEqual(
        sorted([
          { code: '000020', listed: null },
          { code: '000030', listed: '1970-01-01T00:00:00' }
        ])
      )
      expect(current.readerVersion).toBe(3)
      expect(transactions).toEqual({ 'penstock/interval/2023-09': 5 })
    }))
})

describe.skipIf(withoutPython)('a table that delta-rs wrote', () => {
  const rowsOf = async (table: DeltaTable, version?: number): Promise<Record<string, number>> => {
    const snapshot = await table.snapshot(version)
    return snapshot === undefined ? {} : Object.fromEntries([...partitionsOf(snapshot)].map(([dt, { rows }]) => [dt, rows]))
  }

  it('is read at every version, and by its checkpoint alone', () =>
    withLake(async ({ root, open }) => {
      await judge('write_table.py', 'create', join(root, 'foreign'))
      const table = open('foreign')
      expect(await rowsOf(table, 0)).toEqual({ '2023-08': 2 })
      expect(await rowsOf(table, 1)).toEqual({ '2023-08': 2, '2023-09': 1 })
      expect(await rowsOf(table, 2)).toEqual({ '2023-08': 3, '2023-09': 1 })
      expect(await rowsOf(table)).toEqual({ '2023-08': 3, '2023-09': 1, '2023-10 a/b': 1 })
      expect((await table.snapshot())?.changedIn).toEqual(
        new Map([
          ['2023-08', 2],
          ['2023-09', 1],
          ['2023-10 a/b', 3]
        ])
      )
      expect(
        (await table.history()).map(({ version, operation, partitions }) => [
          version,
          operation,
          partitions.map(({ dt, rowsBefore, rowsAfter }) => [dt, rowsBefore, rowsAfter])
        ])
      ).toEqual([
        [3, 'WRITE', [['2023-10 a/b', 0, 1]]],
        [2, 'WRITE', [['2023-08', 2, 3]]],
        [1, 'WRITE', [['2023-09', 0, 1]]],
        [0, 'WRITE', [['2023-08', 0, 2]]]
      ])
      await dropCommitsBefore(join(root, 'foreign'), 2)
      expect(await rowsOf(open('foreign'))).toEqual({ '2023-08': 3, '2023-09': 1, '2023-10 a/b': 1 })
      await expect(open('foreign').snapshot(1)).rejects.toMatchObject({ code: 'version.missing' })
    }))

  it('takes our commits, and ours takes those of delta-rs and its checkpoint', () =>
    withLake(async ({ root, store, open }) => {
      const folder = join(root, 'shared')
      await judge('write_table.py', 'create', folder)
      const table = open('shared')
      const base = await table.snapshot()
      const file = await landFile(store, 'shared', schemaOf({ code: 'text', close: 'integer' }), [['9', 9n]], { dt: '2023-08' })
      await table.commit(base, load({ '2023-08': [file] }))
      await judge('write_table.py', 'append', folder, '2023-08', '10')
      await judge('write_table.py', 'checkpoint', folder)
      const { current } = await readByDeltaRs(folder)
      expect(sorted(current.rows.filter(({ dt }) => dt === '2023-08'))).toEqual(
        sorted([
          { code: '9', close: 9, dt: '2023-08' },
          { code: '000010', close: 10, dt: '2023-08' }
        ])
      )
      expect(await rowsOf(table)).toEqual({ '2023-08': 2, '2023-09': 1, '2023-10 a/b': 1 })
      await dropCommitsBefore(folder, 5)
      const fresh = await open('shared').snapshot()
      expect(fresh?.files).toEqual((await table.snapshot())?.files)
      expect(fresh?.changedIn.get('2023-08')).toBe(5)
    }))

  it('is refused in clear words where it uses deletion vectors', () =>
    withLake(async ({ root, open }) => {
      await judge('write_table.py', 'deletion-vectors', join(root, 'vectors'))
      await expect(open('vectors').snapshot()).rejects.toMatchObject({
        code: 'lake.unsupported',
        message: expect.stringContaining('deletionVectors') as string
      })
    }))
})
