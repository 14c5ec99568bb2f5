import type { CheckReport, CheckResult, CheckSpec, DatasetSpec } from '../../contract'
import { reportOf } from '../../checks/report'
import { toInstant } from '../../lib/clock'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { JobContext } from '../jobs/job'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'
import { inRange } from './in-range'
import { judgePartitions } from './judge-partitions'
import { tellChecked } from './tell-checked'

/** Partitions that are judged together: at most so many, and about so many rows. */
const TOGETHER = { partitions: 40, rows: 3_000_000 }

export interface CheckRequest {
  name: string
  /** To try; the dataset's own where absent. */
  checks?: readonly CheckSpec[] | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Checks over partitions as they lie. What the dataset's own say is told to incidents; what is tried changes nothing. */
export async function runChecks(services: Services, request: CheckRequest, job: JobContext): Promise<CheckReport> {
  const spec = await services.datasets.get(request.name)
  const checks = request.checks ?? spec.checks ?? []
  refuseTwice(checks)
  const base = await services.table(request.name).snapshot()
  const dts = base === undefined ? [] : [...partitionsOf(base).keys()].filter((dt) => inRange(dt, request.from, request.to))
  const results = base === undefined ? [] : await judgeAll(services, { spec, checks, base, dts }, job)
  if (request.checks === undefined) await tellAll(services, spec.name, dts, results)
  return reportOf(spec.name, toInstant(services.clock.now()), checks, dts.length, results)
}

export interface Judging {
  spec: DatasetSpec
  checks: readonly CheckSpec[]
  base: Snapshot
  dts: readonly string[]
}

/** Some partitions at a time, so that a cancel comes through and the progress goes on. */
export async function judgeAll(
  services: Services,
  { spec, checks, base, dts }: Judging,
  job: Pick<JobContext, 'signal' | 'progress'>
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  let done = 0
  for (const batch of batchesOf(base, dts)) {
    throwIfAborted(job.signal)
    job.progress({ phase: 'checking', subject: `${spec.name} ${batch[0]?.dt ?? ''}`, fraction: done / dts.length })
    const groups = await Promise.all(
      batch.map(async ({ dt, rows }) => ({ dt, rows, files: await localPaths(services.store, spec.name, filesOf(base, dt)) }))
    )
    const judged = { spec, checks, schema: base.schema, groups, base }
    const context = { signal: job.signal, progress: () => undefined }
    results.push(...(await judgePartitions(services, services.pool.read, judged, context)))
    done += batch.length
  }
  return results
}

/** Consecutive partitions, of which together not too much is read. */
export function batchesOf(base: Snapshot, dts: readonly string[]): { dt: string; rows: number }[][] {
  const contents = partitionsOf(base)
  const batches: { dt: string; rows: number }[][] = []
  let rows = 0
  for (const dt of dts) {
    const one = { dt, rows: contents.get(dt)?.rows ?? 0 }
    const last = batches.at(-1)
    rows += one.rows
    if (last === undefined || last.length >= TOGETHER.partitions || rows > TOGETHER.rows) {
      batches.push([one])
      rows = one.rows
    } else last.push(one)
  }
  return batches
}

async function tellAll(
  services: Services,
  dataset: string,
  dts: readonly string[],
  results: readonly CheckResult[]
): Promise<void> {
  const byDt = new Map(dts.map((dt): [string, CheckResult[]] => [dt, []]))
  for (const result of results) byDt.get(result.dt)?.push(result)
  await tellChecked(services, { dataset, run: null }, byDt)
}

function refuseTwice(checks: readonly CheckSpec[]): void {
  const ids = checks.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice === undefined) return
  throw new AppError('usage', `Two checks are called "${twice}".`, { hint: 'Give each check a name of its own.' })
}
