import { join } from 'node:path'
import { defaultRunPolicy, type CheckResult, type SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import type { Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import { refusesEmpty } from '../../runs/intervals'
import { askedIntervals, changedShare, emptyRefusal } from '../../runs/units'
import { differencesOf } from './differences'
import { judgeStaged } from '../checks/judge-staged'
import { calendarOf } from '../facts/dataset-facts'
import type { JobContext } from '../jobs/job'
import type { Services } from '../services'
import type { Attempt } from './attempt'

/** A partition that keeps what it holds, and why. */
export interface RefusedPartition {
  dt: string
  error: AppError
}

export interface JudgedLoad {
  /** What the dataset's checks said, by partition, of those that are not refused. */
  checks: ReadonlyMap<string, CheckResult[]>
  /** Without the partitions that are refused. */
  kept: StagedLoad
  refused: RefusedPartition[]
}

/**
 * Judges what a load by hand has staged, partition by partition, by the rules that a backfill keeps: none that holds rows is emptied where the
 * calendar expects data (`check.empty`), none fails a check that blocks (`check.failed`), and none is changed by more than the dataset lets pass without a review (`load.needs_review`).
 */
export async function judgeLoad(
  services: Services,
  spec: SourcedSpec,
  { base, staged }: { base: Snapshot | undefined; staged: StagedLoad },
  attempt: Attempt,
  job: JobContext
): Promise<JudgedLoad> {
  const emptied = await emptiedOf(services, spec, staged)
  const rest = without(spec, staged, emptied)
  const { blocked, results } = await judgeStaged(services, spec, { base, staged: rest, folder: attempt.staging }, job)
  const good = without(spec, rest, blocked)
  const unseen = await unreviewedOf(services, spec, { base, staged: good }, attempt, job)
  for (const { dt } of unseen) results.delete(dt)
  const refused = [...emptied, ...blocked, ...unseen].sort((a, b) => (a.dt < b.dt ? -1 : 1))
  for (const { error } of refused) attempt.book.say(error.message)
  return { kept: without(spec, good, unseen), refused, checks: results }
}

async function emptiedOf(services: Services, spec: SourcedSpec, { partitions }: StagedLoad): Promise<RefusedPartition[]> {
  const emptied = partitions.filter(({ change }) => change === 'emptied')
  if (emptied.length === 0) return []
  const calendar = await calendarOf(services, spec)
  return emptied.flatMap((partition) => {
    const { asked } = askedIntervals({ spec, calendar }, [partition.dt], undefined, services.clock.now())
    const strict = asked.filter((one) => refusesEmpty(spec, calendar, one))
    const error = emptyRefusal(spec, partition, strict, false)
    return error === undefined ? [] : [{ dt: partition.dt, error }]
  })
}

async function unreviewedOf(
  services: Services,
  spec: SourcedSpec,
  made: { base: Snapshot | undefined; staged: StagedLoad },
  { staging, scratch }: Attempt,
  job: JobContext
): Promise<RefusedPartition[]> {
  const { publish } = spec.runs ?? defaultRunPolicy
  if (publish === 'direct') return []
  // One that is written again because a file of it was lost changes nothing, and cannot be compared.
  const partitions = made.staged.partitions.filter(({ digest, digestBefore }) => digest === undefined || digest !== digestBefore)
  const changed = { ...made, staged: { ...made.staged, partitions } }
  const differences = await differencesOf(services, spec, changed, staging, { scratch: join(scratch, 'diff'), job })
  return [...differences].flatMap(([dt, difference]) => {
    const share = changedShare(difference)
    return share <= publish.askAbove ? [] : [{ dt, error: needsReview(spec.name, dt, share, publish.askAbove) }]
  })
}

function needsReview(dataset: string, dt: string, share: number, askAbove: number): AppError {
  const percent = Math.round(share * 10) / 10
  return new AppError(
    'load.needs_review',
    `The load would change ${percent} % of the rows of ${dataset} ${dt}; above ${askAbove} % they are to be looked at first.`,
    {
      hint: `Run it as a backfill, which waits for a review: penstock backfill ${dataset} --from ${dt} --to ${dt} --only all.`,
      details: { dataset, partitions: [dt], share: percent, askAbove }
    }
  )
}

/** The same without partitions that are refused. Of a full load their rows count as those of partitions that nobody asked for. */
function without(spec: SourcedSpec, staged: StagedLoad, refused: readonly RefusedPartition[]): StagedLoad {
  if (refused.length === 0) return staged
  const dts = new Set(refused.map(({ dt }) => dt))
  const isRefused = ({ dt }: { dt: string | null }): boolean => dt !== null && dts.has(dt)
  const rows = spec.mode === 'full' ? rowsOf(staged.partitions.filter(isRefused)) : 0
  const bad = spec.mode === 'full' ? rowsOf(staged.quarantine.filter(isRefused)) : 0
  return {
    ...staged,
    partitions: staged.partitions.filter((one) => !isRefused(one)),
    quarantine: staged.quarantine.filter((one) => !isRefused(one)),
    rowsRead: staged.rowsRead - rows - bad,
    rowsWritten: staged.rowsWritten - rows,
    rowsQuarantined: staged.rowsQuarantined - bad
  }
}

const rowsOf = (parts: readonly { rows: number }[]): number => parts.reduce((sum, { rows }) => sum + rows, 0)

/** One error for all refused partitions; undefined where there is none. */
export function refusalOf(dataset: string, refused: readonly RefusedPartition[]): AppError | undefined {
  const [first] = refused
  if (first === undefined || refused.length === 1) return first?.error
  const { code, hint, retriable } = first.error
  const partitions = refused.map(({ dt }) => dt)
  return new AppError(
    code,
    `${partitions.length} partitions of ${dataset} keep what they hold: ${partitions.join(', ')}. ${first.error.message}`,
    { retriable, details: { dataset, partitions }, ...(hint === undefined ? {} : { hint }) }
  )
}
