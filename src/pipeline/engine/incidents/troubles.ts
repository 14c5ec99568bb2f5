import type { CheckResult, ErrorData } from '../../contract'
import { subjectOf, type Trouble } from '../../checks/incidents'
import type { CollectedPartitions, DeliveredPartition, JudgedPartition } from './sink'

/** A check that failed. */
export function checkTrouble({ dataset, dt, run }: JudgedPartition, result: CheckResult): Trouble {
  const { check, severity, reason, measured, failingRows, sample } = result
  return { dataset, dt, run, kind: 'check', subject: check, severity, reason, measured, failingRows, sample }
}

/** Errors that a source or the way to it causes; others are the engine's own or a person's. */
const OF_SOURCES = /^(collect|http|mysql|tls|quota|url|secret|connection|variable|source|file|timeout|unit)(\.|$)/

export const isOfSource = ({ code }: ErrorData): boolean => OF_SOURCES.test(code)

/** A source that answered wrongly: its error's code is the subject. */
export function collectTrouble({ dataset, run }: CollectedPartitions, dt: string, error: ErrorData): Trouble {
  return { dataset, dt, run, kind: 'collect', subject: subjectOf(error.code), severity: 'block', ...told(error) }
}

/** A mart that did not go out. */
export function deliverTrouble({ dataset, delivery, dt, run }: DeliveredPartition, error: ErrorData): Trouble {
  return { dataset, dt, run, kind: 'deliver', subject: subjectOf(delivery), severity: 'block', ...told(error) }
}

const told = (error: ErrorData): Pick<Trouble, 'reason' | 'measured' | 'failingRows' | 'sample' | 'error'> => ({
  reason: error.code,
  measured: { message: error.message },
  failingRows: 0,
  sample: [],
  error
})
