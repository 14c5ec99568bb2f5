import type { LoadResult, PartitionDiff, RunRecord } from '../../contract'
import { toErrorData } from '../../lib/errors'
import { partitionsOf } from '../../lake/partitions'
import type { PartitionResult } from '../execution'
import type { MadeUnit } from './judge-unit'

export type Difference = Pick<PartitionDiff, 'added' | 'removed' | 'changed' | 'unchanged'>

/** They keep what they hold. */
function refusedOf(dataset: string, { base, refused }: MadeUnit): PartitionResult[] {
  const before = base === undefined ? undefined : partitionsOf(base)
  return refused.map(({ dt, error }) => ({
    ...{ dataset, dt, state: 'refused', digestBefore: before?.get(dt)?.digest ?? null },
    error: toErrorData(error)
  }))
}

function factsOf({ staged }: MadeUnit): Omit<PartitionResult, 'state' | 'dataset'>[] {
  return staged.partitions.map(({ dt, rows, digest, digestBefore, change }) => ({
    ...{ dt, change, rowsAfter: rows },
    digestBefore: digestBefore ?? null,
    digestAfter: digest ?? null
  }))
}

/** What became of the partitions of a unit that was committed. */
export function committedResults(dataset: string, made: MadeUnit): PartitionResult[] {
  const good = factsOf(made).map((facts): PartitionResult => ({
    dataset,
    ...facts,
    state: facts.rowsAfter === 0 ? 'empty' : 'ok'
  }))
  return [...good, ...refusedOf(dataset, made)]
}

/** What a review will show: partitions that would not change need none. */
export function stagedResults(dataset: string, made: MadeUnit, differences: ReadonlyMap<string, Difference>): PartitionResult[] {
  const good = factsOf(made).map((facts): PartitionResult => {
    const difference = differences.get(facts.dt)
    const state = facts.change !== 'unchanged' ? 'staged' : facts.rowsAfter === 0 ? 'empty' : 'ok'
    return { dataset, ...facts, state, ...(difference === undefined ? {} : { difference }) }
  })
  return [...good, ...refusedOf(dataset, made)]
}

/** Results of a run whose commit was found in the log after a crash; `run`: as it was written down since. */
export function recoveredResults(dataset: string, { partitions }: LoadResult, run: RunRecord | undefined): PartitionResult[] {
  const before = new Map(run?.partitions.map(({ dt, digestBefore }) => [dt, digestBefore]))
  return partitions.map(({ dt, rows, digest, change }) => ({
    ...{ dataset, dt, change, rowsAfter: rows, digestBefore: before.get(dt) ?? null, digestAfter: digest },
    state: rows === 0 ? 'empty' : 'ok'
  }))
}

/** Results of a run that was written down as committed; none of one that only staged. */
export function recordedResults(run: RunRecord | undefined): PartitionResult[] {
  if (run?.state !== 'done' || run.versionAfter === run.versionBefore) return []
  return run.partitions.map(({ dt, rows, digestBefore, digestAfter, change }) => ({
    ...{ dataset: run.dataset, dt, change, rowsAfter: rows, digestBefore, digestAfter },
    state: rows === 0 ? 'empty' : 'ok'
  }))
}
