import { cancel, pause, restarted, resume } from './control-events'
import { Draft } from './draft'
import { takeResult } from './item-results'
import { discard, publish, published, publishFailed } from './publication'
import { settle } from './settle'
import type { Execution, ExecutionEvent } from './types'
import { endUnit, failUnit, retryUnits, startUnit } from './unit-events'

/**
 * The state after an event. Pure: `execution` stays as it is. Events that come twice, or too late, change nothing; a partition that
 * ends badly marks what was to be made from it as skipped, with the reason.
 */
export function apply(execution: Execution, event: ExecutionEvent): Execution {
  const draft = new Draft(execution)
  take(draft, event)
  settle(draft)
  return draft.finish()
}

function take(draft: Draft, event: ExecutionEvent): void {
  switch (event.kind) {
    case 'unit-started': {
      startUnit(draft, event)
      return
    }
    case 'partition': {
      takeResult(draft, event.result)
      return
    }
    case 'unit-ended': {
      endUnit(draft, event)
      return
    }
    case 'unit-failed': {
      failUnit(draft, event)
      return
    }
    case 'retry-due': {
      retryUnits(draft, event)
      return
    }
    case 'pause': {
      pause(draft)
      return
    }
    case 'resume': {
      resume(draft)
      return
    }
    case 'cancel': {
      cancel(draft)
      return
    }
    case 'engine-restarted': {
      restarted(draft, event.committed)
      return
    }
    case 'publish': {
      publish(draft)
      return
    }
    case 'published': {
      published(draft, event.dataset)
      return
    }
    case 'publish-failed': {
      publishFailed(draft, event.error)
      return
    }
    case 'discard': {
      discard(draft)
      return
    }
  }
}
