import { isDerived, type CheckResult, type CheckSuggestion, type DatasetSpec } from '../../contract'
import { reportOf } from '../../checks/report'
import { candidatesOf, saysSomething, suggestionsOf, type Candidate, type History } from '../../checks/suggest'
import { throwIfAborted } from '../../lib/abort'
import { toInstant } from '../../lib/clock'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { ColumnProfile } from '../../load/measure-api'
import { usableSpecs } from '../facts/world'
import type { JobContext } from '../jobs/job'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'
import { batchesOf, judgeAll } from './run-checks'

/** Newest partitions that are looked at. */
const LOOK_BACK = 400
/** Newest partitions on which many candidates are tried first. */
const FIRST = 3

/** Checks that a dataset's own past suggests, each tried on it. Nothing is changed. */
export async function suggestChecks(services: Services, name: string, job: JobContext): Promise<CheckSuggestion[]> {
  const spec = await services.datasets.get(name)
  const base = await services.table(name).snapshot()
  if (base === undefined) return []
  const dts = [...partitionsOf(base).keys()].slice(-LOOK_BACK)
  const history = await historyOf(services, spec, base, dts, job)
  const candidates = candidatesOf(history, spec.checks ?? [])
  const likely = await tryOn(services, { spec, base, history }, dts.slice(-FIRST), candidates, scaled(job, 0.4, 0.6))
  const tried = await judgeAll(services, { spec, base, dts, checks: likely.map(({ check }) => check) }, scaled(job, 0.6, 1))
  const held = likely.filter((one) => holds(history, one, tried))
  const at = toInstant(services.clock.now())
  const { fired } = reportOf(
    name,
    at,
    held.map(({ check }) => check),
    dts.length,
    tried
  )
  return suggestionsOf(held, fired, history)
}

/** Candidates that do not fail at once. */
async function tryOn(
  services: Services,
  { spec, base, history }: { spec: DatasetSpec; base: Snapshot; history: History },
  dts: readonly string[],
  candidates: readonly Candidate[],
  job: Pick<JobContext, 'signal' | 'progress'>
): Promise<Candidate[]> {
  const open = candidates.filter(({ check }) => check.kind === 'ratio' || check.kind === 'reference')
  const results = await judgeAll(services, { spec, base, dts, checks: open.map(({ check }) => check) }, job)
  const failed = new Set(results.filter(({ state }) => state !== 'ok').map(({ check }) => check))
  return candidates.filter((one) => !failed.has(one.check.id) && holds(history, one, results))
}

function holds(history: History, { check }: Candidate, results: readonly CheckResult[]): boolean {
  if (check.kind !== 'ratio') return true
  const own = results.filter((one) => one.check === check.id && one.measured['least'] !== undefined)
  const ratios = own.map(({ measured }) => ({ least: Number(measured['least']), greatest: Number(measured['greatest']) }))
  return ratios.length > 0 && saysSomething(history, check, ratios)
}

async function historyOf(
  services: Services,
  spec: DatasetSpec,
  base: Snapshot,
  dts: readonly string[],
  job: JobContext
): Promise<History> {
  const profiles: ColumnProfile[] = []
  const shared = scaled(job, 0, 0.4)
  for (const batch of batchesOf(base, dts)) {
    throwIfAborted(job.signal)
    shared.progress({
      phase: 'profiling',
      subject: `${spec.name} ${batch[0]?.dt ?? ''}`,
      fraction: profiles.length / base.schema.columns.length / dts.length
    })
    const groups = await Promise.all(
      batch.map(async ({ dt }) => ({ dt, files: await localPaths(services.store, spec.name, filesOf(base, dt)) }))
    )
    const asked = { schema: base.schema, zone: spec.zone, groups }
    profiles.push(...(await services.pool.read.profile(asked, { signal: job.signal, progress: () => undefined })))
  }
  const contents = partitionsOf(base)
  return {
    columns: base.schema.columns.map(({ name, type }) => ({
      name,
      type,
      profiles: profiles.filter(({ column }) => column === name)
    })),
    partitions: dts.map((dt) => ({ dt, rows: contents.get(dt)?.rows ?? 0 })),
    ...{ key: spec.primaryKey, partitionColumns: spec.partition?.columns ?? [], zone: spec.zone },
    keysElsewhere: await keysElsewhere(services, spec)
  }
}

/** Datasets whose key is one column; what is made from this one says nothing of it. */
async function keysElsewhere(services: Services, { name }: DatasetSpec): Promise<History['keysElsewhere']> {
  const others = (await usableSpecs(services)).filter((spec) => spec.name !== name && spec.primaryKey.length === 1)
  const found = await Promise.all(
    others.map(async (spec) => {
      const [column = ''] = spec.primaryKey
      const snapshot = isDerived(spec) ? undefined : await services.table(spec.name).snapshot()
      const type = snapshot?.schema.columns.find((one) => one.name === column)?.type
      return type === undefined ? [] : [{ dataset: spec.name, column, type }]
    })
  )
  return found.flat()
}

/** A part of a job's progress. */
const scaled = (
  job: Pick<JobContext, 'signal' | 'progress'>,
  from: number,
  to: number
): Pick<JobContext, 'signal' | 'progress'> => ({
  signal: job.signal,
  progress: ({ fraction, ...update }) =>
    job.progress({ ...update, ...(typeof fraction === 'number' ? { fraction: from + (to - from) * fraction } : {}) })
})
