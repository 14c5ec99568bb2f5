import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isSourced, type DatasetSpec, type LoadResult } from '../../../contract'
import type { PartitionResult } from '../../../runs/execution'
import {
  committedResults,
  needsReview,
  needsTheOthers,
  stagedResults,
  type Difference,
  type MadeUnit,
  type ReviewAbove
} from '../../../runs/units'
import { resultOf } from '../../loads/commit-staged'
import { inRounds } from '../../loads/in-rounds'
import { writeDown } from '../../loads/run-load'
import { differencesOf } from '../../loads/differences'
import type { KeptUnit } from './staged-files'
import { commitMade } from '../unit/commit-unit'
import { makeUnit, type UnitJob } from '../unit/make-unit'

interface StagedOutcome {
  result: LoadResult
  results: PartitionResult[]
  /** It waits for a review, with the files in its folder. */
  waits: boolean
}

/**
 * Makes a unit in a folder that outlives its attempt. Commits it at once, unless it has to be reviewed first, or its columns need the
 * partitions of other units in the same commit.
 */
export async function stageOrCommit(unit: UnitJob, spec: DatasetSpec, above: ReviewAbove): Promise<StagedOutcome> {
  const { services, live, work, job, attempt } = unit
  const folder = await services.backfills.staged.folder(work.dataset, live.id, job.id)
  const staged = { ...unit, attempt: { ...attempt, staging: folder } }
  let waits = false
  try {
    const outcome = await inRounds(staged.attempt, () => stageOnce(staged, spec, above))
    waits = outcome.waits
    return outcome
  } finally {
    if (!waits) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function stageOnce(unit: UnitJob, spec: DatasetSpec, above: ReviewAbove): Promise<StagedOutcome> {
  const { services, live, work, job, attempt } = unit
  const made = await makeUnit(unit)
  const scratch = join(attempt.scratch, 'diff')
  const differences =
    above === undefined
      ? new Map<string, Difference>()
      : await differencesOf(services, spec, made, attempt.staging, { scratch, job })
  const waits = !isSourced(spec) && needsTheOthers(spec.name, made, live.record.items)
  if (!waits && !needsReview(above, made.staged, differences)) {
    return { result: await commitMade(unit, made), results: committedResults(work.dataset, made), waits: false }
  }
  writeDown(attempt, made.staged, made.base)
  if (made.staged.partitions.length === 0 && made.refused[0] !== undefined) throw made.refused[0].error
  await services.backfills.staged.keep(live.id, reviewOf(job.id, work.dataset, made))
  attempt.book.note({ staged: true })
  attempt.book.say(waits ? NEW_COLUMNS : 'Staged for review; nothing is in the lake yet.')
  const result = resultOf(job.id, made.staged, made.base?.version ?? null)
  return { result, results: stagedResults(work.dataset, made, differences), waits: true }
}

const NEW_COLUMNS = 'Its columns are others: staged until all partitions are made, which are published in one commit.'

/** A unit as it is kept for a review. */
function reviewOf(run: string, dataset: string, { base, staged, markers, checks = new Map() }: MadeUnit): KeptUnit {
  const changedIn = staged.partitions.flatMap(({ dt }) => {
    const version = base?.changedIn.get(dt)
    return version === undefined ? [] : [[dt, version] as const]
  })
  return {
    ...{ run, dataset, staged },
    baseVersion: base?.version ?? null,
    changedIn: Object.fromEntries(changedIn),
    markers: Object.fromEntries(markers),
    checks: Object.fromEntries(checks)
  }
}
