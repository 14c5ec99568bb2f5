import type { BackfillOptions, BackfillPlan, BackfillSelection, PlanDifference } from '../../../contract'
import { AppError } from '../../../lib/errors'
import type { ListedFile } from '../../../load/source/source-files'
import { planBackfill, planDifference } from '../../../runs/plan'
import type { World } from '../../../runs/types'
import { worldNow } from '../../facts/world'
import type { Services } from '../../services'
import { filesOfPlan } from './planned-files'

/** A plan, and the files that it reads where its source can be listed. */
export interface PlanNow {
  plan: BackfillPlan
  files: ListedFile[] | undefined
}

/** Partitions of which somebody has seen rows in the source are run whether or not data is expected of them. */
export interface Seen {
  offered?: readonly string[] | undefined
}

/** What a backfill would do now. Errors: those of planBackfill, and of the dataset's file or table where it cannot be read. */
export async function planNow(
  services: Services,
  selection: BackfillSelection,
  options: BackfillOptions,
  { offered }: Seen = {}
): Promise<PlanNow> {
  await services.datasets.get(selection.name)
  const world = withOffered(await worldNow(services, { sources: true }), selection.name, offered)
  // A table that cannot be read says so itself, rather than that the dataset were missing.
  if (!world.facts.has(selection.name)) await services.table(selection.name).snapshot()
  const plan = planBackfill(world, selection, options)
  return { plan, files: filesOfPlan(world, plan) }
}

function withOffered(world: World, name: string, offered: readonly string[] | undefined): World {
  const facts = world.facts.get(name)
  if (facts === undefined || offered === undefined) return world
  return { ...world, facts: new Map([...world.facts, [name, { ...facts, offered }]]) }
}

/** `plan.stale` with the difference where the plan that was shown no longer holds. */
export function refuseStale(plan: BackfillPlan, hash: string | undefined, shown: BackfillPlan | undefined): void {
  if (hash === undefined || hash === plan.hash) return
  const difference = shown === undefined ? undefined : planDifference(shown, plan)
  throw new AppError('plan.stale', whyStale(difference), {
    hint: 'Look at the new plan, then start it; nothing ran.',
    details: { shown: hash, now: plan.hash, ...(difference === undefined ? {} : { difference }) }
  })
}

function whyStale(difference: PlanDifference | undefined): string {
  const { asked = [], inputs = [] } = difference ?? {}
  const askedOnly = asked.length > 0 && inputs.length === 0
  return askedOnly
    ? 'The plan with this hash was made for other options than are asked for now.'
    : 'What would run now is not what was shown: the lake, a source or a dataset file has changed meanwhile.'
}
