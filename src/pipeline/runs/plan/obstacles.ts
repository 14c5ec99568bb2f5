import type { BackfillOptions, DatasetSpec, ErrorData } from '../../contract'
import type { World } from '../types'

/** Why a plan cannot be started as it is. */
export function obstaclesOf(world: World, spec: DatasetSpec, options: BackfillOptions, follows: readonly string[]): ErrorData[] {
  const problem = world.graph.problems.get(spec.name)
  const overlaps = overlapsOf(world, [spec.name, ...(options.follow ? follows : [])])
  const order = options.order ?? spec.runs?.order
  const impossible = spec.runs?.sequential === true && order === 'newest' ? [newestFirst(spec.name)] : []
  return [...(problem === undefined ? [] : [problem]), ...overlaps, ...impossible]
}

/** One for each active backfill, whatever it shares with the plan. */
function overlapsOf({ active }: World, datasets: readonly string[]): ErrorData[] {
  const shared = Map.groupBy(
    datasets.filter((name) => active.has(name)),
    (name) => active.get(name) ?? ''
  )
  return [...shared].map(([backfill, names]) => overlap(names, backfill))
}

const overlap = (datasets: readonly string[], backfill: string): ErrorData => ({
  code: 'run.overlap',
  message: `A backfill of ${datasets.join(', ')} is active: ${backfill}.`,
  retriable: true,
  hint: 'Wait until it ends, or end it.',
  details: { dataset: datasets[0] ?? '', datasets: [...datasets], backfill }
})

const newestFirst = (dataset: string): ErrorData => ({
  code: 'plan.order',
  message: `${dataset} cannot run newest first: each partition needs the one before it.`,
  retriable: false,
  hint: 'Run it oldest first.',
  details: { dataset }
})
