import {
  isDerived,
  type BackfillOnly,
  type NotExpectedReason,
  type OnlyState,
  type PartitionState,
  type SkipWhy
} from '../../contract'
import { needOf } from '../states'
import type { DatasetFacts, StateOf, World } from '../types'
import type { PlanWhy } from './chosen'
import type { MissingInput } from './missing-input'
import { notExpectedOf } from './not-expected'

/** Why a selected partition runs, or the one reason why it does not. */
export type Verdict = { why: PlanWhy; state?: PartitionState | undefined } | { skip: SkipWhy; detail?: string }

export interface Question {
  facts: DatasetFacts
  states: ReadonlyMap<string, StateOf>
  only: BackfillOnly
  missingInput: MissingInput
  now: World['now']
}

/** The judge of one dataset's partitions. The order of the reasons is the order of what a person would want to know first. */
export function judgeOf(question: Question): (dt: string) => Verdict {
  const { facts, states } = question
  const span = spanOf(facts.partitions.keys())
  const filed = new Set(facts.source?.map(({ dt }) => dt))
  const offered = new Set(facts.offered)
  const reasonOf = notExpectedOf(facts, question.now)
  return (dt) => {
    const unexpected = offered.has(dt) ? undefined : unexpectedOf(question, span, dt, reasonOf(dt), filed.has(dt))
    if (unexpected !== undefined) return unexpected
    const running = facts.running.get(dt)
    if (running !== undefined) return { skip: 'running', detail: running }
    const need = needIn(facts, states, dt)
    if (!isWanted(question.only, need)) return notWanted(facts, states, dt)
    return question.missingInput(dt) ?? { why: need ?? 'forced', state: states.get(dt)?.state }
  }
}

function unexpectedOf(
  { facts, states }: Question,
  span: Span,
  dt: string,
  reason: NotExpectedReason | undefined,
  offered: boolean
): Verdict | undefined {
  if (reason === 'future') return { skip: 'future' }
  if (facts.partitions.has(dt)) return undefined
  if (reason !== undefined) return { skip: reason }
  // A derived partition that nobody expects lacks an input, and that is what its plan says.
  const inside = !isDerived(facts.spec) && span !== undefined && dt > span.first && dt < span.last
  return inside && !offered && !states.has(dt)
    ? {
        skip: 'not_selected',
        detail: 'Without a calendar nothing is expected of a day of the week on which data does not usually come.'
      }
    : undefined
}

type Span = { first: string; last: string } | undefined

function spanOf(there: Iterable<string>): Span {
  let span: Span
  for (const dt of there) {
    if (span === undefined) span = { first: dt, last: dt }
    else if (dt < span.first) span.first = dt
    else if (dt > span.last) span.last = dt
  }
  return span
}

/** A newest run that went wrong is what a partition needs mending for, whatever it holds from before. */
function needIn(facts: DatasetFacts, states: Question['states'], dt: string): OnlyState | null {
  if (facts.troubles.has(dt)) return 'failed'
  const found = states.get(dt)
  return found === undefined ? 'missing' : needOf(found.state)
}

const isWanted = (only: BackfillOnly, need: OnlyState | null): boolean => only === 'all' || (need !== null && only.includes(need))

function notWanted(facts: DatasetFacts, states: Question['states'], dt: string): { skip: SkipWhy; detail?: string } {
  const trouble = facts.troubles.get(dt)
  if (trouble?.state === 'refused') return { skip: 'blocked', detail: trouble.error.message }
  const state = trouble?.state ?? states.get(dt)?.state ?? 'missing'
  return state === 'ok' || state === 'empty' ? { skip: state } : { skip: 'not_selected', detail: state }
}
