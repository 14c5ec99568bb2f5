import type { BackfillOnly, BackfillPlan } from '../../contract'
import { AppError } from '../../lib/errors'
import { planBackfill } from '../plan'
import { start, tell } from './backfills'
import { specs } from './datasets'
import { cancel } from './engine'
import type { Process } from './process'
import { throwAway } from './review'
import { undo } from './undo'
import { worldOf } from './world-of'

const MINUTE = 60_000
const ways: readonly BackfillOnly[] = ['all', 'all', ['missing', 'failed'], ['stale'], ['missing', 'failed', 'stale']]

/** Somebody in front of a window: looks at plans, starts and steers backfills, reviews and undoes. */
export class Person {
  /** A plan on the screen. */
  #shown: { plan: BackfillPlan; until: number } | undefined

  act(process: Process): void {
    const { random, faults } = process.chaos
    if (faults.people === 0) return
    const acts = [
      () => this.#start(process),
      () => this.#plan(process),
      () => steer(process),
      () => review(process),
      () => takeBack(process)
    ]
    for (const act of acts) tried(process, act)
    if (random.chance(0.02)) this.#shown = undefined
  }

  #start(process: Process): void {
    if (this.#shown === undefined || this.#shown.until > process.at) return
    const { plan } = this.#shown
    this.#shown = undefined
    start(process, { selection: plan.selection, options: plan.options, trigger: 'person', hash: plan.hash })
  }

  #plan(process: Process): void {
    const { random } = process.chaos
    if (this.#shown !== undefined || !random.chance(0.15)) return
    const name = random.pick(specs)?.name ?? ''
    const publish = random.pick(['review', 'review', 'direct', undefined] as const)
    const order = name === 'ticks' ? undefined : random.pick(['oldest', 'newest'] as const)
    const options = { follow: random.chance(0.8), order, publish }
    const plan = planBackfill(worldOf(process), { name, only: random.pick(ways) ?? 'all' }, options)
    if (plan.items.length > 0) this.#shown = { plan, until: process.at + random.between(0, 120) * MINUTE }
  }
}

function steer(process: Process): void {
  const { random } = process.chaos
  const live = random.pick([...process.live.values()])
  const wish = random.pick(['pause', 'resume', 'resume', 'cancel'] as const)
  if (live === undefined || wish === undefined || !random.chance(0.06)) return
  if (wish === 'cancel') cancel(process, live)
  else tell(process, live, { kind: wish })
}

function review(process: Process): void {
  const { random } = process.chaos
  const staged = [...process.live.values()].filter(({ record }) => record.state === 'staged')
  for (const live of staged) {
    if (!random.chance(0.3)) continue
    if (random.chance(0.7)) tell(process, live, { kind: 'publish' })
    else throwAway(process, live)
  }
}

function takeBack(process: Process): void {
  const { random } = process.chaos
  if (!random.chance(0.03)) return
  const recent = [...process.durable.backfills.keys()].slice(-12)
  undo(process, random.pick(recent) ?? '')
}

/** What the engine refuses is refused. */
function tried(process: Process, act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.witness.count(error.code)
  }
}
