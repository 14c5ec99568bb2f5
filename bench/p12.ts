import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sourcedSpec } from '../src/pipeline/contract'
import { openTable } from '../src/pipeline/lake/delta-table'
import { openFolderStore } from '../src/pipeline/lake/folder-store'
import { partitionsOf } from '../src/pipeline/lake/partitions'
import type { TableFile, TableSchema } from '../src/pipeline/lake/types'
import { systemClock } from '../src/pipeline/lib/clock'
import { benchFolder, t10File } from './data'
import type { Benchmark } from './harness'
import { bareDuck, loadContest } from './load-contest'

const schema: TableSchema = { partitioned: true, columns: [{ name: 'ticker', physical: 'ticker', type: 'text', nullable: true }] }

const fileOf = (dt: string, version: number): TableFile => ({
  ...{ path: `dt=${dt}/part-${version}.parquet`, dt, bytes: 100, rows: 10, modifiedAt: 1_700_000_000_000 },
  stats: { numRecords: 10, minValues: {}, maxValues: {}, nullCount: {} },
  ...{ digest: undefined, schemaId: undefined, runId: 'bench', inputs: [], quarantined: 0 }
})
const day = (index: number): string => new Date(Date.UTC(1990, 0, 1 + index)).toISOString().slice(0, 10)

/** Commits that each replace all of so many partitions, then opening the table anew; how many files and partitions it has. */
async function commitAndOpen(root: string, partitions: number, commits: number): Promise<string> {
  const store = await openFolderStore(root)
  const table = openTable(store, 't', systemClock, '0')
  let base = await table.snapshot()
  for (let version = 0; version < commits; version += 1) {
    const content = new Map(Array.from({ length: partitions }, (_, index) => [day(index), [fileOf(day(index), version)]]))
    base = await table.commit(base, {
      operation: 'LOAD',
      runId: 'bench',
      startedBy: 'bench',
      schema: base ? undefined : schema,
      partitions: content
    })
  }
  const opened = await openTable(store, 't', systemClock, '0').snapshot()
  return JSON.stringify([
    opened?.files.size === partitions,
    opened && partitionsOf(opened).size === partitions,
    opened?.version === commits - 1
  ])
}

interface Size {
  partitions: number
  commits: number
}

/** Ours ten times as large against ours. */
const growth = (id: string, title: string, small: Size, large: Size): Benchmark => ({
  id,
  title,
  bar: '≤ 11×',
  prepare: async () => {
    const folder = await benchFolder(id.toLowerCase())
    const found = { ours: '', peer: '' }
    const roots = { ours: join(folder, 'large'), peer: join(folder, 'small'), floor: join(folder, 'floor') }
    return {
      ours: async () => {
        found.ours = await commitAndOpen(roots.ours, large.partitions, large.commits)
      },
      peer: async () => {
        found.peer = await commitAndOpen(roots.peer, small.partitions, small.commits)
      },
      fingerprint: (side) => Promise.resolve(found[side]),
      clear: (side) => rm(roots[side], { recursive: true, force: true }),
      dispose: () => rm(folder, { recursive: true, force: true })
    }
  }
})

export const p12Partitions = growth(
  'P12-PARTITIONS',
  'commit and open 1,000 partitions; peer: 100',
  { partitions: 100, commits: 10 },
  { partitions: 1000, commits: 10 }
)

export const p12Commits = growth(
  'P12-COMMITS',
  'make and open 500 commits of 5 partitions; peer: 50',
  { partitions: 5, commits: 50 },
  { partitions: 5, commits: 500 }
)

/** The whole load of 1 M ticks against that of 100,000, both into 7 days. */
export const p12Rows: Benchmark = {
  id: 'P12-ROWS',
  title: 'load 1,000,000 ticks into 7 days; peer: 100,000',
  bar: '≤ 11×',
  prepare: async () => {
    const folder = await benchFolder('p12-rows')
    const [large, small] = await Promise.all([everyNth(folder, 10), everyNth(folder, 100)])
    return {
      ours: () => large.contest.ours(),
      peer: () => small.contest.ours(),
      // Of different inputs only the number of rows can be compared: each side must have as many as it was given.
      fingerprint: async (side) => rowsPerInput(side === 'ours' ? large : small),
      clear: async (side) => {
        if (side !== 'floor') await (side === 'ours' ? large : small).contest.clear('ours')
      },
      dispose: async () => {
        await Promise.all([large.contest.dispose(), small.contest.dispose()])
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

type Sample = Awaited<ReturnType<typeof everyNth>>

async function everyNth(folder: string, n: number) {
  const location = join(folder, `every-${n}.parquet`)
  const duck = await bareDuck(join(folder, 'spill'))
  const picked = `SELECT * FROM (SELECT *, row_number() OVER () AS number FROM read_parquet('${await t10File()}')) WHERE number % ${n} = 0`
  await duck.run(`COPY (SELECT ts, ticker, price, volume, user_id FROM (${picked})) TO '${location}' (FORMAT parquet)`)
  const [[rows] = []] = (await duck.runAndReadAll(`SELECT CAST(count(*) AS INTEGER) FROM '${location}'`)).getRowsJson()
  duck.closeSync()
  const types = { ts: 'timestamp', ticker: 'text', price: 'decimal(18,2)', volume: 'integer', user_id: 'integer' }
  const columns = Object.entries(types).map(([name, type]) => ({ name, type, source: { header: name } }))
  const source = { location, format: 'parquet' }
  const spec = sourcedSpec.parse({ format: 1, name: 't10', source, columns, partition: { columns: ['ts'], grain: 'day' } })
  const contest = await loadContest(await benchFolder(`p12-rows-${n}`), {
    spec,
    select: `SELECT *, 0 AS dt FROM '${location}'`,
    checksum: '1'
  })
  return { contest, rows: Number(rows) }
}

async function rowsPerInput({ contest, rows }: Sample): Promise<string> {
  const partitions = JSON.parse(await contest.fingerprint('ours')) as [dt: string, rows: string, sum: string][]
  return JSON.stringify([partitions.length, partitions.reduce((sum, [, count]) => sum + Number(count), 0) / rows])
}
