import type { AnomalySpec, MeasureSeries } from '../../contract'
import { isSeasonal, judgeSeries, type SeriesPoint } from '../../checks/anomalies'
import { partitionsOf, type PartitionContent } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { WorkContext } from '../../load/worker-api'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'

/** The measure of the table's own count of rows: nothing is read for it. */
const ROWS = 'rows'

interface Wanted {
  dataset: string
  zone: string
  spec: AnomalySpec
}

/** Every measure of the spec over all partitions, judged. Only partitions that changed since they were measured are read. Errors: `sql.*`. */
export async function measuredSeries(
  services: Services,
  { dataset, zone, spec }: Wanted,
  snapshot: Snapshot,
  context: WorkContext
): Promise<MeasureSeries[]> {
  const contents = [...partitionsOf(snapshot).values()]
  const { measures, threshold } = spec
  const counted = spec.rows && !Object.hasOwn(measures, ROWS) ? [[ROWS, rowsOf(contents)] as const] : []
  const values = await valuesOf(services, { dataset, zone, spec }, snapshot, context)
  return [...counted, ...values].map(([measure, points]) => ({
    ...{ dataset, measure, threshold, seasonal: isSeasonal(points) },
    points: judgeSeries(points, threshold)
  }))
}

const rowsOf = (contents: readonly PartitionContent[]): SeriesPoint[] => contents.map(({ dt, rows }) => ({ dt, value: rows }))

/** What tells that a partition's rows are the same. */
const contentOf = (snapshot: Snapshot, { dt, digest }: PartitionContent): string =>
  digest ??
  filesOf(snapshot, dt)
    .map(({ path }) => path)
    .join('\n')

/** Forgets what was measured of the dataset by other measures than its own. */
export const keepOwnMeasures = ({ state }: Services, { dataset, spec }: Pick<Wanted, 'dataset' | 'spec'>): Promise<void> =>
  state.measures.keep(
    dataset,
    Object.entries(spec.measures).map(([name, sql]) => keyOf(name, sql))
  )

/** What tells that a measure is the same. */
const keyOf = (name: string, sql: string): string => `${name}\n${sql}`

async function valuesOf(
  services: Services,
  { dataset, zone, spec }: Wanted,
  snapshot: Snapshot,
  context: WorkContext
): Promise<(readonly [string, SeriesPoint[]])[]> {
  const { measures: table } = services.state
  const contents = [...partitionsOf(snapshot).values()].map((content) => ({
    dt: content.dt,
    content: contentOf(snapshot, content)
  }))
  const named = Object.entries(spec.measures)
  const known = new Map(
    named.map(([name, sql]) => [name, new Map(table.of(dataset, keyOf(name, sql)).map((one) => [one.dt, one]))])
  )
  const missing = contents.filter(({ dt, content }) => named.some(([name]) => known.get(name)?.get(dt)?.content !== content))
  if (missing.length > 0 && named.length > 0) {
    const groups = await Promise.all(
      missing.map(async ({ dt }) => ({ dt, files: await localPaths(services.store, dataset, filesOf(snapshot, dt)) }))
    )
    const measured = await services.pool.read.series({ schema: snapshot.schema, zone, groups, measures: spec.measures }, context)
    const content = new Map(missing.map((one) => [one.dt, one.content]))
    for (const [name, sql] of named) {
      const fresh = measured
        .filter(({ measure }) => measure === name)
        .map(({ dt, value }) => ({ dt, value, content: content.get(dt) ?? '' }))
      for (const one of fresh) known.get(name)?.set(one.dt, one)
      await table.put(dataset, keyOf(name, sql), fresh)
    }
  }
  return named.map(([name]) => [name, pointsOf(contents, known.get(name))] as const)
}

const pointsOf = (
  contents: readonly { dt: string }[],
  known: ReadonlyMap<string, { value: number | null }> | undefined
): SeriesPoint[] =>
  contents.flatMap(({ dt }) => {
    const value = known?.get(dt)?.value ?? null
    return value === null ? [] : [{ dt, value }]
  })
