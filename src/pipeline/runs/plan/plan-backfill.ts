import type { BackfillOptions, BackfillPlan, BackfillSelection, PlanSkip } from '../../contract'
import { AppError } from '../../lib/errors'
import { partitionsNow } from '../states'
import type { DatasetFacts, World } from '../types'
import { basisOf } from './basis'
import { inOrder, type Chosen } from './chosen'
import { followsOf } from './follows'
import { makeItems } from './make-items'
import { mixedUnits } from './mixed-units'
import { missingInputOf } from './missing-input'
import { obstaclesOf } from './obstacles'
import { quotaWarnings, requestsOf } from './requests'
import { planHash } from './plan-hash'
import { selectedPartitions } from './select'
import { sumOf } from './sum'
import { warningsOf } from './unfiled'
import { judgeOf } from './verdict'

/**
 * What a backfill would do, exactly: every selected partition is an item or a skip with one reason. Pure over `world`.
 * Errors: `dataset.missing`; `plan.future` where the whole selection lies in the future; `usage` for a range that ends before it begins.
 */
export function planBackfill(world: World, selection: BackfillSelection, options: BackfillOptions): BackfillPlan {
  const facts = factsOf(world, selection.name)
  const { selected, chosen, skip } = choose(facts, world, selection)
  const orderOf = (name: string): 'oldest' | 'newest' => orderIn(world, name, options)
  const requests = requestsOf(facts, options)
  const items = makeItems({ facts, world, planned: new Map() }, inOrder(chosen, orderOf(selection.name)), 0, (item) =>
    requests === undefined ? item : Object.assign(item, { requests: requests(item.dt) })
  )
  const follows = followsOf(world, items, orderOf)
  const runs = options.follow ? [...items, ...follows] : items
  const plan = {
    ...{ selection, options, items, skip, follows },
    ...{ from: selected[0] ?? null, to: selected.at(-1) ?? null, selected: selected.length },
    basis: basisOf(world, runs, selection.name),
    sum: sumOf(world, runs),
    warnings: [
      ...warningsOf(facts, items, selection),
      ...quotaWarnings(facts, items),
      ...mixedUnits(world, new Set(runs.map(({ dataset }) => dataset)))
    ],
    obstacles: obstaclesOf(world, facts.spec, options, [...new Set(follows.map(({ dataset }) => dataset))])
  }
  return { hash: planHash(plan), ...plan }
}

function factsOf(world: World, name: string): DatasetFacts {
  const facts = world.facts.get(name)
  if (facts !== undefined) return facts
  throw new AppError('dataset.missing', `There is no dataset called ${name}.`, { hint: 'penstock datasets lists them all.' })
}

/** Sequential datasets run oldest first, also behind one that does not. */
function orderIn({ facts }: World, name: string, options: BackfillOptions): 'oldest' | 'newest' {
  const policy = facts.get(name)?.spec.runs
  if (policy?.sequential === true) return 'oldest'
  return options.order ?? policy?.order ?? 'oldest'
}

function choose(
  facts: DatasetFacts,
  world: World,
  selection: BackfillSelection
): { selected: string[]; chosen: Chosen[]; skip: PlanSkip[] } {
  const states = partitionsNow(facts, world)
  const selected = selectedPartitions(facts, states.keys(), selection)
  const judge = judgeOf({ facts, states, only: selection.only, missingInput: missingInputOf(facts, world), now: world.now })
  const chosen: Chosen[] = []
  const skip: PlanSkip[] = []
  for (const dt of selected) {
    const verdict = judge(dt)
    if ('why' in verdict) chosen.push({ dt, why: verdict.why, state: verdict.state })
    else skip.push(skipOf(selection.name, dt, verdict))
  }
  if (selected.length > 0 && skip.length === selected.length && skip.every(({ why }) => why === 'future')) throw future(selected)
  return { selected, chosen, skip }
}

const skipOf = (dataset: string, dt: string, { skip, detail }: { skip: PlanSkip['why']; detail?: string }): PlanSkip => ({
  ...{ dataset, dt, why: skip },
  ...(detail === undefined ? {} : { detail })
})

function future(selected: readonly string[]): AppError {
  const [from, to] = [selected[0] ?? '', selected.at(-1) ?? '']
  return new AppError('plan.future', `Nothing can be run yet: ${from === to ? from : `${from} to ${to}`} lies in the future.`, {
    hint: 'Select dates up to today; a schedule runs those that come.',
    details: { from, to }
  })
}
