import type { BackfillOptions, DatasetSpec, ErrorData } from '../../contract'
import type { World } from '../types'

/** Why a plan cannot be started as it is. */
export function obstaclesOf(world: World, spec: DatasetSpec, options: BackfillOptions, follows: readonly string[]): ErrorData[] {
  const problem = world.graph.problems.get(spec.name)
  const overlaps = [spec.name, ...(options.follow ? follows : [])].flatMap((name) => {
    const active = world.active.get(name)
    return active === undefined ? [] : [overlap(name, active)]
  })
  const order = options.order ?? spec.runs?.order
  const impossible = spec.runs?.sequential === true && order === 'newest' ? [newestFirst(spec.name)] : []
  return [...(problem === undefined ? [] : [problem]), ...overlaps, ...impossible]
}

/** What can be done about an active backfill, however it stands: at work, left by a process that is gone, or in review. */
export const activeHint = (backfill: string): string =>
  `Wait until it ends, or end it with: penstock cancel ${backfill}. If it was interrupted: penstock resume ${backfill}. ` +
  `If it waits for its review: penstock publish ${backfill}, or penstock discard ${backfill}.`

const overlap = (dataset: string, backfill: string): ErrorData => ({
  code: 'run.overlap',
  message: `A backfill of ${dataset} is active: ${backfill}.`,
  retriable: true,
  hint: activeHint(backfill),
  details: { dataset, backfill }
})

const newestFirst = (dataset: string): ErrorData => ({
  code: 'plan.order',
  message: `${dataset} cannot run newest first: each partition needs the one before it.`,
  retriable: false,
  hint: 'Run it oldest first.',
  details: { dataset }
})
