import type { CheckResult, CheckSpec, DatasetSpec } from '../../contract'
import { judgeCheck } from '../../checks/judge'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot, TableSchema } from '../../lake/types'
import type { CheckMeasure } from '../../load/measure-api'
import type { LoadWorker, WorkContext } from '../../load/worker-api'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { StagedUnit } from '../backfills/review/staged-files'
import type { Services } from '../services'
import { othersOf } from './others'

/** Failing rows that a result shows at most. */
const SAMPLES = 100

/** Partitions as they would be, or are, and the table before them. */
export interface Judged {
  spec: DatasetSpec
  checks: readonly CheckSpec[]
  schema: TableSchema
  groups: readonly { dt: string; rows: number; files: string[] }[]
  base: Snapshot | undefined
  /** What the same backfill has staged of other datasets. */
  pending?: readonly StagedUnit[] | undefined
}

/** Measures checks in the worker and judges each partition. `sql.*` for a check that cannot be used. */
export async function judgePartitions(
  services: Services,
  worker: Pick<LoadWorker, 'measure'>,
  judged: Judged,
  context: WorkContext
): Promise<CheckResult[]> {
  const { spec, schema, groups, base } = judged
  const checks = [...judged.checks]
  if (checks.length === 0 || groups.length === 0) return []
  const dts = groups.map(({ dt }) => dt)
  const others = await othersOf(services, checks, dts, judged.pending)
  const { zone, primaryKey: key } = spec
  const asked = { schema, key, zone, checks, others, sampleSize: SAMPLES, groups: groups.map(({ dt, files }) => ({ dt, files })) }
  const measures = await worker.measure(asked, context)
  const columns = await columnsOf(services, worker, judged, measures, context)
  const earlier = earlierOf(base, groups)
  const byId = new Map(checks.map((check) => [check.id, check]))
  return measures.flatMap((measure) => {
    const check = byId.get(measure.check)
    const before = previous(earlier, measure.dt)
    const columnsBefore = before === undefined ? undefined : columns.get(before)
    return check === undefined ? [] : [judgeCheck(check, measure, { zone, now: services.clock.now(), earlier, columnsBefore })]
  })
}

/** Rows of every partition that is there afterwards, ascending. */
function earlierOf(base: Snapshot | undefined, groups: Judged['groups']): { dt: string; rows: number }[] {
  const there = base === undefined ? [] : [...partitionsOf(base).values()]
  const rows = new Map([...there, ...groups].map((one) => [one.dt, one.rows]))
  return [...rows].map(([dt, count]) => ({ dt, rows: count })).sort((a, b) => (a.dt < b.dt ? -1 : 1))
}

const previous = (all: readonly { dt: string }[], dt: string): string | undefined => all.findLast((one) => one.dt < dt)?.dt

/** Columns of each partition that is judged, and of those before them. */
async function columnsOf(
  { store }: Services,
  worker: Pick<LoadWorker, 'measure'>,
  { spec, checks, groups, base }: Judged,
  measures: readonly CheckMeasure[],
  context: WorkContext
): Promise<Map<string, string | null>> {
  const check = checks.find(({ kind }) => kind === 'schema')
  if (check === undefined) return new Map()
  const own = measures.flatMap(({ check: id, dt, figures }) =>
    id === check.id ? [[dt, figures['columns'] ?? null] as const] : []
  )
  const all = earlierOf(base, groups)
  const known = new Set(groups.map(({ dt }) => dt))
  const wanted = new Set(groups.flatMap(({ dt }) => previous(all, dt) ?? []).filter((dt) => !known.has(dt)))
  if (wanted.size === 0 || base === undefined) return new Map(own)
  const before = [...wanted].map(async (dt) => ({ dt, files: await localPaths(store, spec.name, filesOf(base, dt)) }))
  const asked = { schema: base.schema, key: [], zone: spec.zone, checks: [check], others: {}, sampleSize: 0 }
  const found = await worker.measure({ ...asked, groups: await Promise.all(before) }, context)
  return new Map([...own, ...found.map(({ dt, figures }) => [dt, figures['columns'] ?? null] as const)])
}
