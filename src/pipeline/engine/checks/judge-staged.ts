import { join } from 'node:path'
import type { CheckResult, DatasetSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { isTestBuild, planted } from '../../lib/plant'
import type { Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { JobContext } from '../jobs/job'
import type { StagedUnit } from '../backfills/review/staged-files'
import type { Services } from '../services'
import { judgePartitions } from './judge-partitions'
import { tellChecked } from './tell-checked'

/** What checks said of staged partitions; those that did not change keep what was said of them before. */
export interface CheckedPartitions {
  blocked: { dt: string; error: AppError }[]
  /** By partition, of those that may be published. */
  results: Map<string, CheckResult[]>
}

export interface StagedRows {
  base: Snapshot | undefined
  staged: StagedLoad
  /** Where its files lie. */
  folder: string
  /** What the same backfill has staged of other datasets. */
  pending?: readonly StagedUnit[] | undefined
}

/**
 * Judges what was staged by the dataset's checks, before anything of it is in the lake. A partition of which a check that blocks failed is
 * not published (`check.failed`); its incidents are told at once, those of the others once they are published.
 */
export async function judgeStaged(
  services: Services,
  spec: DatasetSpec,
  { base, staged, folder, pending }: StagedRows,
  job: JobContext
): Promise<CheckedPartitions> {
  const changed = staged.partitions.filter(({ change }) => change !== 'unchanged')
  const { checks = [] } = spec
  if (checks.length === 0 || changed.length === 0 || (isTestBuild && planted('publish-unchecked')))
    return { blocked: [], results: new Map() }
  const groups = changed.map(({ dt, rows, files }) => ({ dt, rows, files: files.map(({ path }) => join(folder, path)) }))
  const judged = { spec, checks, schema: staged.schema, groups, base, pending }
  const progress = (): void => job.progress({ phase: 'checking' })
  const found = await judgePartitions(services, services.pool.load, judged, { signal: job.signal, progress })
  const results = new Map(groups.map(({ dt }) => [dt, found.filter((one) => one.dt === dt)]))
  const blocked = [...results].flatMap(([dt, own]) => {
    const error = blockedBy(spec.name, dt, own)
    return error === undefined ? [] : [{ dt, error }]
  })
  for (const { dt } of blocked) {
    await tellChecked(services, { dataset: spec.name, run: job.id }, new Map([[dt, notGood(results.get(dt) ?? [])]]))
    results.delete(dt)
  }
  return { blocked, results }
}

/** A partition that is not published is not good yet, whatever else of it is. */
const notGood = (results: readonly CheckResult[]): CheckResult[] =>
  results.map((one) => (one.state === 'ok' ? { ...one, state: 'skipped', reason: 'not.published' } : one))

/** Rows of a sample that an error carries; incidents keep more. */
const SHOWN = 5

function blockedBy(dataset: string, dt: string, results: readonly CheckResult[]): AppError | undefined {
  const failed = results.filter(({ state, severity }) => state === 'failed' && severity === 'block')
  if (failed.length === 0) return undefined
  const what = failed.map(({ check, reason, measured }) => `${check} (${reason}: ${figuresText(measured)})`).join('; ')
  return new AppError('check.failed', `${dataset} ${dt} is not published, since it fails ${what}.`, {
    hint: `Correct the source, or the check where it is wrong, then run it again. Until then the partition keeps what it holds.`,
    details: { dataset, partitions: [dt], results: failed.map((one) => ({ ...one, sample: one.sample.slice(0, SHOWN) })) }
  })
}

const figuresText = (measured: CheckResult['measured']): string =>
  Object.entries(measured)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
