import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { datasetSpec, isDerived, type DatasetSpecInput, type DerivedSpec } from '../../../contract'
import type { CurrentTable, DerivedInput, StagedLoad, WorkProgress } from '../../worker-api'
import { derive, deriveLimits, type DeriveLimits } from '../derive/derive'
import { SqlGate } from '../derive/references'
import { readParquet } from './read-parquet'
import { pathsOf, quiet, WorkFolder, type Loaded } from './work-folder'

/** Prices by month and sectors by code in a folder of their own, and what derives from them; all of it is gone after the tests of a file. */
export class Derivations {
  private count = 0

  private constructor(
    readonly folder: WorkFolder,
    private readonly gate: SqlGate,
    readonly prices: DerivedInput,
    readonly sectors: DerivedInput
  ) {}

  static async make(): Promise<Derivations> {
    const folder = await WorkFolder.make()
    const gate = await SqlGate.open()
    const day = await folder.put(
      'prices.csv',
      'code,day,close\nA,2024-01-30,10\nA,2024-01-31,12\nB,2024-01-31,100\nA,2024-02-01,13\nC,2024-02-01,7\n'
    )
    const prices = inputOf(
      'prices',
      await folder.stage({
        source: { location: day, format: 'csv' },
        columns: [
          { name: 'code', source: { header: 'code' }, type: 'text' },
          { name: '날짜', source: { header: 'day' }, type: 'date' },
          { name: 'close price', source: { header: 'close' }, type: 'integer' }
        ],
        partition: { columns: ['날짜'], grain: 'month' }
      })
    )
    const sector = await folder.put('sector.csv', 'code,sector\nA,반도체\nB,은행\nC,은행\n')
    const sectors = inputOf(
      'KOR_sector',
      await folder.stage({
        source: { location: sector, format: 'csv' },
        columns: [
          { name: 'code', source: { header: 'code' }, type: 'text' },
          { name: 'sector', source: { header: 'sector' }, type: 'text' }
        ]
      })
    )
    return new Derivations(folder, gate, prices, sectors)
  }

  /** A month's prices and all sectors. */
  monthly(dt: string): { dt: string; inputs: DerivedInput[] } {
    return { dt, inputs: [of(this.prices, dt), this.sectors] }
  }

  async derive(
    spec: DerivedSpec,
    partitions: { dt: string; inputs: DerivedInput[] }[],
    options: { current?: CurrentTable; limits?: Partial<DeriveLimits>; stop?: AbortController } = {}
  ): Promise<Made> {
    const work = join(this.folder.root, `derive-${++this.count}`)
    const [scratch, staging] = [join(work, 'scratch'), join(work, 'staging')]
    await mkdir(staging, { recursive: true })
    const stopAtQuery = ({ subject }: WorkProgress): void => (subject === 'mart 2024-01' ? options.stop?.abort() : undefined)
    const context = { ...quiet(stopAtQuery), ...(options.stop && { signal: options.stop.signal }) }
    const { tables } = await this.gate.references(spec.derive.sql, context)
    const request = { spec, runId: `run-${this.count}`, partitions, scratch, staging, current: options.current }
    const staged = await derive(request, tables, context, { ...deriveLimits, ...options.limits })
    const made = staged.partitions.map(({ dt, rows, digest, files }) => ({
      ...{ dt, rows, digest, inputs: [] },
      files: files.map(({ path }) => join(staging, path))
    }))
    return { staged, staging, current: { schema: staged.schema, schemaId: staged.schemaId, partitions: made } }
  }

  dispose(): Promise<void> {
    return this.folder.dispose()
  }
}

/** Rows, sum and mean of each sector by month. */
export const sectorSql = `
SELECT make_date(year("날짜"), month("날짜"), 1) AS month, sector, count(*) AS n, sum("close price") AS total, avg("close price") AS mean
FROM prices JOIN kor_sector USING (code) GROUP BY ALL ORDER BY sector -- the end`

export function specOf(sql: string, more: Partial<DatasetSpecInput> = {}): DerivedSpec {
  const partition = { columns: ['month'], grain: 'month' } as const
  const spec = datasetSpec.parse({ format: 1, name: 'mart', derive: { sql }, columns: [], partition, ...more })
  if (!isDerived(spec)) throw new Error('It is derived.')
  return spec
}

export interface Made extends Loaded {
  staged: StagedLoad
}
interface Input extends DerivedInput {
  byDt: Map<string, string[]>
}

function inputOf(dataset: string, { current }: Loaded): Input {
  const byDt = new Map(current.partitions.map(({ dt, files }) => [dt, files]))
  const madeFrom = current.partitions.map(({ dt, digest }) => ({ dataset, dt, version: 0, digest }))
  return { dataset, schema: current.schema, files: [...byDt.values()].flat(), madeFrom, byDt }
}

/** Of an input, what one partition gives. */
export const of = (input: DerivedInput, dt: string): DerivedInput => ({
  ...input,
  files: (input as Input).byDt.get(dt) ?? [],
  madeFrom: input.madeFrom.filter((from) => from.dt === dt)
})

/** What work fails with. */
export const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it went well',
    (error: unknown) => error
  )
/** Rows of what was made, each as one line of text. */
export const rowsOf = async (made: Made): Promise<string[]> =>
  (await readParquet(pathsOf(made))).map((row) =>
    Object.values(row)
      .map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)))
      .join(' ')
  )

/** Set up before the tests of a file. */
export function derivations(): () => Derivations {
  let made: Derivations | undefined
  beforeAll(async () => {
    made = await Derivations.make()
  })
  afterAll(() => made?.dispose())
  return () => {
    if (made === undefined) throw new Error('There is nothing before the tests begin.')
    return made
  }
}
