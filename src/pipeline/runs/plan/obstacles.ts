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

const overlap = (dataset: string, backfill: string): ErrorData => ({
  code: 'run.overlap',
  message: `A backfill of ${dataset} is active: ${backfill}.`,
  retriable: true,
  hint: 'Wait until it ends, or cancel it.',
  details: { dataset, backfill }
})

const newestFirst = (dataset: string): ErrorData => ({
  code: 'plan.order',
  message: `${dataset} cannot run newest first: each partition needs the one before it.`,
  retriable: false,
  hint: 'Run it oldest first.',
  details: { dataset }
})
