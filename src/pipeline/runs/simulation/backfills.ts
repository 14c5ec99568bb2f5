import { backfillEnds, type BackfillOptions, type BackfillSelection, type RunTrigger } from '../../contract'
import { AppError } from '../../lib/errors'
import { apply, begin, type ExecutionEvent } from '../execution'
import { planBackfill } from '../plan'
import { policies } from './datasets'
import type { SimBackfill } from './durable'
import { failure, type Live, type Process } from './process'
import { worldOf } from './world-of'

export interface Start {
  selection: BackfillSelection
  options: BackfillOptions
  trigger: RunTrigger
  hash?: string | undefined
  /** Written in the same commit of the state. */
  alongside?: ((id: string) => void) | undefined
}

/** Starts what is planned now; errors: `plan.stale`, `run.overlap` and whatever stands in the way of the plan. */
export function start(process: Process, { selection, options, trigger, hash, alongside }: Start): string {
  const { durable, chaos, witness } = process
  const world = worldOf(process)
  const plan = planBackfill(world, selection, options)
  if (hash !== undefined && hash !== plan.hash && !chaos.lacks('any-plan')) throw failure('plan.stale')
  const [obstacle] = plan.obstacles.filter(({ code }) => code !== 'run.overlap' || !chaos.lacks('overlap'))
  if (obstacle !== undefined) throw AppError.fromData(obstacle)
  const execution = begin(plan, policies)
  const items = chaos.lacks('one-too-few') ? execution.items.slice(0, -1) : [...execution.items]
  const files = world.facts.get(selection.name)?.source ?? []
  const id = process.newId('b')
  const record: SimBackfill = { id, dataset: selection.name, state: execution.state, plan, items, trigger, shown: hash, files }
  const live = { record, execution: { ...execution, items } }
  claim(process, live)
  durable.backfills.set(id, record)
  witness.tell(process.at, `${id} starts: ${selection.name} ${items.length} items, by ${trigger}`)
  if (chaos.lacks('written-apart')) chaos.mayCrash()
  alongside?.(id)
  chaos.mayCrash()
  if (backfillEnds.includes(record.state)) release(process, live)
  return id
}

/** All its datasets at once, so that of two starts one is refused. */
export function claim(process: Process, live: Live): void {
  const datasets = datasetsOf(live)
  if (datasets.some((dataset) => process.active.has(dataset)) && !process.chaos.lacks('overlap')) throw failure('run.overlap')
  for (const dataset of datasets) process.active.set(dataset, live.record.id)
  process.live.set(live.record.id, live)
}

export function release({ active, live: all }: Process, { record }: Live): void {
  for (const [dataset, id] of active) if (id === record.id) active.delete(dataset)
  all.delete(record.id)
}

/** Events come in order, some twice; what they changed is durable before anything follows from it. */
export function tell(process: Process, live: Live, ...events: readonly ExecutionEvent[]): void {
  const { chaos, durable, witness } = process
  for (const event of events) for (let times = chaos.times(); times > 0; times--) live.execution = apply(live.execution, event)
  const { state, items, error } = live.execution
  if (state !== live.record.state) witness.tell(process.at, `${live.record.id} is ${state}`)
  live.record = { ...live.record, state, items: [...items], error }
  durable.backfills.set(live.record.id, live.record)
  chaos.mayCrash()
  if (!backfillEnds.includes(state)) return
  release(process, live)
  if (!chaos.lacks('keep-staged')) durable.staged.delete(live.record.id)
}

const datasetsOf = ({ record, execution }: Live): string[] => [
  ...new Set([record.dataset, ...execution.items.map(({ dataset }) => dataset)])
]
