import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { datasetSpec, isDerived } from '../../../contract'
import type { TableSchema } from '../../../lake/types'
import { quiet, WorkFolder } from '../testing/work-folder'
import { derive } from './derive'

const ROWS = 1_500_000
const RUNS = 5
const months = ['2024-01', '2024-02']
const schema: TableSchema = {
  partitioned: true,
  columns: [
    { name: 'day', physical: 'day', type: 'date', nullable: false },
    { name: 'code', physical: 'code', type: 'integer', nullable: false },
    { name: 'value', physical: 'value', type: 'float', nullable: false }
  ]
}

let folder: WorkFolder
beforeAll(async () => {
  folder = await WorkFolder.make()
  const writer = await (await DuckDBInstance.create(':memory:')).connect()
  for (const month of months) {
    await writer.run(
      `COPY (SELECT DATE '${month}-01' AS day, i % 3 AS code, exp((hash(i) % 4000) / 100.0 - 20) AS value FROM range(${ROWS}) AS t(i))
       TO '${fileOf(month)}' (FORMAT parquet, ROW_GROUP_SIZE 100000)`
    )
  }
  writer.closeSync()
})
afterAll(() => folder.dispose())

const fileOf = (month: string): string => join(folder.root, `${month}.parquet`)

const sql = `SELECT day, code, sum(value) AS total, avg(value) AS mean, stddev(value) AS spread, first(value) AS first,
  sum(value) FILTER (value > 1) / count(*) AS part FROM numbers GROUP BY day, code`

async function digestsOf(run: number, partitions: readonly string[]): Promise<string> {
  const spec = datasetSpec.parse({
    ...{ format: 1, name: 'mart', columns: [], derive: { sql }, partition: { columns: ['day'], grain: 'month' } }
  })
  if (!isDerived(spec)) throw new Error('It is derived.')
  const [scratch, staging] = [join(folder.root, `s${run}`), join(folder.root, `t${run}`)]
  await mkdir(staging, { recursive: true })
  const inputs = (dt: string) => [{ dataset: 'numbers', schema, files: [fileOf(dt)], madeFrom: [] }]
  const request = { spec, runId: `run-${run}`, scratch, staging, current: undefined }
  const asked = partitions.map((dt) => ({ dt, inputs: inputs(dt) }))
  const staged = await derive({ ...request, partitions: asked }, ['numbers'], quiet())
  return staged.partitions.map(({ dt, digest }) => `${dt} ${digest ?? ''}`).join(' ')
}

it('gives the same digest at every run, of sums and means of doubles too, alone and beside others', async () => {
  const found = new Set<string>()
  for (let run = 0; run < RUNS; run += 1) found.add(await digestsOf(run, months))
  const alone = await Promise.all(months.map((month, index) => digestsOf(RUNS + index, [month])))
  expect([...found]).toEqual([alone.join(' ')])
})
