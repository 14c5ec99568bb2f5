import type { ErrorData, JobSnapshot } from '../../contract'
import type { JobOutcome } from './job'

export type JobEnding = Pick<Partial<JobOutcome>, 'result'> & { error?: ErrorData }

/** The state in which a job ends by its error. */
export function endOf(error: ErrorData): JobSnapshot['state'] {
  if (error.code === 'cancelled') return 'cancelled'
  return error.code === 'worker.gone' ? 'interrupted' : 'failed'
}

export const cancelledError = (): ErrorData => ({
  code: 'cancelled',
  message: 'It was cancelled; nothing was changed.',
  retriable: false
})

export const interruptedError = (): ErrorData => ({
  code: 'engine.gone',
  message: 'The engine ended while this was at work; what was not committed has left nothing behind.',
  retriable: true,
  hint: 'Run it again.'
})
