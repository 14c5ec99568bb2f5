import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { checkSpec, sourcedSpec } from '../src/pipeline/contract'
import { createDuckWorker } from '../src/pipeline/load/duck'
import type { MeasureRequest } from '../src/pipeline/load/measure-api'
import { benchFolder } from './data'
import type { Benchmark } from './harness'
import { bareDuck, loadContest } from './load-contest'
import { quiet } from './quiet'

const ROWS = 1_000_000
const MONTH = '2024-03'

/** Every kind of check over a partition, against the load that made it. */
export const p36: Benchmark = {
  id: 'P36',
  title: `13 checks of all kinds over a partition of ${ROWS.toLocaleString('en-US')} rows; peer: its load`,
  bar: '≤ 0.5×',
  prepare: async () => {
    const folder = await benchFolder('p36')
    const location = join(folder, 'ticks.csv')
    await writeSource(folder, location)
    const spec = specOf(location)
    const select = `SELECT *, '${MONTH}' AS dt FROM read_csv('${location}', all_varchar = true)`
    const load = await loadContest(join(folder, 'loads'), { spec, select, checksum: 'hash(code)' })
    const worker = await createDuckWorker()
    const request = await stagedRequest(folder, location)
    const seen = { ours: '', peer: '' }
    return {
      ours: async () => {
        const measures = await worker.measure(request, quiet())
        const failed = measures.filter(({ failingRows }) => failingRows > 0).length
        seen.ours = `${measures[0]?.rows ?? 0} rows, ${measures.length} checks, ${failed} failed`
      },
      peer: async () => {
        await load.ours()
        seen.peer = `${ROWS} rows, ${checks.length} checks, 0 failed`
      },
      fingerprint: (side) => Promise.resolve(seen[side]),
      clear: (side) => (side === 'peer' ? load.clear('ours') : Promise.resolve()),
      dispose: async () => {
        await load.dispose()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

const checks = z.array(checkSpec).parse([
  { id: 'enough', kind: 'rows', min: 1 },
  { id: 'fresh', kind: 'freshness', column: 'date', maxMinutes: 44_640 },
  { id: 'code_there', kind: 'nulls', column: 'code' },
  { id: 'price_there', kind: 'nulls', column: 'price' },
  { id: 'once', kind: 'unique' },
  { id: 'price_range', kind: 'range', column: 'price', min: '0.01', max: '9999999' },
  { id: 'volume_range', kind: 'range', column: 'volume', min: '0' },
  { id: 'market_known', kind: 'values', column: 'market', values: ['KOSPI', 'KOSDAQ', 'KONEX'] },
  { id: 'sane', kind: 'rule', sql: 'price > 0 AND market_cap > price' },
  { id: 'shares', kind: 'ratio', left: 'market_cap', right: 'price', within: 0.005 },
  { id: 'listed', kind: 'reference', column: 'code', dataset: 'master', refColumn: 'code' },
  { id: 'same_sum', kind: 'reconcile', dataset: 'master', measure: 'count(DISTINCT code)' },
  { id: 'columns', kind: 'schema' }
])

const specOf = (location: string) =>
  sourcedSpec.parse({
    ...{ format: 1, name: 'ticks', source: { location, format: 'csv' }, primaryKey: ['code', 'date'] },
    columns: [
      ...[
        ['code', 'text'],
        ['date', 'date'],
        ['market', 'text'],
        ['price', 'decimal(18,2)'],
        ['market_cap', 'decimal(18,2)'],
        ['volume', 'integer']
      ].map(([name, type]) => ({ name, type, source: { header: name } }))
    ],
    partition: { columns: ['date'], grain: 'month' }
  })

/** The partition as it is staged, and the master of its codes. */
async function stagedRequest(folder: string, location: string): Promise<MeasureRequest> {
  const worker = await createDuckWorker()
  const made = async (spec: ReturnType<typeof specOf>) => {
    const [scratch, staging] = [join(folder, `${spec.name}-scratch`), join(folder, `${spec.name}-staging`)]
    await Promise.all([scratch, staging].map((path) => mkdir(path, { recursive: true })))
    const request = { spec, workspaceRoot: folder, runId: 'bench', again: false, scratch, staging, current: undefined }
    const { schema, partitions } = await worker.stage(request, quiet())
    return {
      schema,
      partitions: partitions.map(({ dt, files }) => ({ dt, files: files.map(({ path }) => join(staging, path)) }))
    }
  }
  const ticks = await made(specOf(location))
  const master = await made({ ...specOf(location), name: 'master' })
  const asked = { key: ['code', 'date'], zone: 'Asia/Seoul', checks, sampleSize: 100 }
  return { ...asked, schema: ticks.schema, groups: ticks.partitions, others: { master } }
}

async function writeSource(folder: string, path: string): Promise<void> {
  const duck = await bareDuck(join(folder, 'spill'))
  await duck.run(
    `COPY (SELECT printf('%06d', i // 20) AS code, DATE '${MONTH}-01' + CAST(i % 20 AS INTEGER) AS date, ` +
      `['KOSPI', 'KOSDAQ'][1 + i % 2] AS market, CAST(50000 + hash(i) % 100000 AS DECIMAL(18,2)) AS price, price * 597 AS market_cap, ` +
      `CAST(hash(i + 3) % 100000 AS BIGINT) AS volume FROM range(${ROWS}) AS rows(i)) TO '${path}' (FORMAT csv, HEADER)`
  )
  duck.closeSync()
}
