import { cancel, pause, restarted, resume } from './control-events'
import { Draft } from './draft'
import { takeResult } from './item-results'
import { discard, publish, published, publishFailed } from './publication'
import { settle } from './settle'
import type { Execution, ExecutionEvent } from './types'
import { endUnit, failUnit, leaveUnit, retryUnits, startUnit } from './unit-events'

/**
 * The state after an event. Pure: `execution` stays as it is. Events that come twice, or too late, change nothing; a partition that
 * ends badly marks what was to be made from it as skipped, with the reason.
 */
export const apply = (execution: Execution, event: ExecutionEvent): Execution => applyAll(execution, [event])

/** The state after events in order; what holds all items is copied once for all of them. */
export function applyAll(execution: Execution, events: readonly ExecutionEvent[]): Execution {
  const draft = new Draft(execution)
  for (const event of events) {
    take(draft, event)
    settle(draft)
  }
  return draft.finish()
}

function take(draft: Draft, event: ExecutionEvent): void {
  if ('unit' in event || event.kind === 'retry-due') takeUnitEvent(draft, event)
  else if (event.kind === 'partition') takeResult(draft, event.result)
  else if (event.kind === 'engine-restarted') restarted(draft, event.committed)
  else if (event.kind === 'published') published(draft, event.dataset)
  else if (event.kind === 'publish-failed') publishFailed(draft, event.error)
  else wishes[event.kind](draft)
}

type UnitEvent = Extract<ExecutionEvent, { unit: number } | { kind: 'retry-due' }>

function takeUnitEvent(draft: Draft, event: UnitEvent): void {
  if (event.kind === 'unit-started') startUnit(draft, event)
  else if (event.kind === 'unit-ended') endUnit(draft, event)
  else if (event.kind === 'unit-failed') failUnit(draft, event)
  else if (event.kind === 'unit-left') leaveUnit(draft, event)
  else retryUnits(draft, event)
}

/** What somebody asked for. */
const wishes = { pause, resume, cancel, publish, discard }
