import type { RunRecord } from '../../contract'
import type { RunTable, RunWindow } from '../../store'
import { namesPartitions } from '../partitions/troubles'

/** Failed runs that are looked at. */
const LOOK_BACK = 200

/**
 * The newest load of a whole dataset that failed or was refused without saying which partitions it leaves in trouble; undefined once
 * a load of all has succeeded, or each of the `partitions` that are there was made since.
 */
export function failedWholeLoad(runs: RunTable, dataset: string, partitions: readonly string[]): RunRecord | undefined {
  const found = runs
    .troubled(dataset, LOOK_BACK)
    .find(({ run, window }) => run.kind === 'load' && isWhole(window) && !namesPartitions(run))
  if (found === undefined) return undefined
  const { run } = found
  const { runs: later } = runs.list({
    filter: { name: dataset, kinds: ['load'], states: ['done', 'unchanged'], since: run.startedAt },
    from: 0,
    limit: LOOK_BACK
  })
  // What came by itself was read as a whole before it was loaded.
  if (run.trigger === 'arrival' && later.some(({ trigger }) => trigger === 'arrival')) return undefined
  if (later.some(({ id }) => isWhole(runs.windowOf(id) ?? {}))) return undefined
  const successes = runs.successes(dataset)
  const made = partitions.length > 0 && partitions.every((dt) => (successes.get(dt) ?? '') >= run.startedAt)
  return made ? undefined : run
}

const isWhole = ({ from, to }: RunWindow): boolean => from === undefined && to === undefined
