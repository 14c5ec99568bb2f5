import type { CheckResult, ErrorData } from '../../contract'
import { subjectOf, type Trouble } from '../../checks/incidents'
import { badRowsOf } from './bad-rows'
import type { CollectedPartitions, DeliveredPartition, JudgedPartition } from './sink'

/** A check that failed. */
export function checkTrouble({ dataset, dt, run }: JudgedPartition, result: CheckResult): Trouble {
  const { check, severity, reason, measured, failingRows, sample } = result
  return { dataset, dt, run, kind: 'check', subject: check, severity, reason, measured, failingRows, sample }
}

/** Errors that a source or the way to it causes; others are the engine's own or a person's. */
const OF_SOURCES = /^(collect|http|mysql|tls|quota|url|secret|connection|variable|source|file|timeout|unit)(\.|$)/
/** A file that is not there yet is late: the schedule and the overview tell that. */
const LATE = 'file.missing'
/** What it sends is read, and cannot be taken. */
const RUBBISH: ReadonlySet<string> = new Set(['load.too_many_bad', 'load.duplicate_keys', 'schema.breaking', 'schema.too_wide'])

export const isOfSource = ({ code }: ErrorData): boolean => code !== LATE && (OF_SOURCES.test(code) || RUBBISH.has(code))

/** A source that answered wrongly: its error's code is the subject. */
export function collectTrouble({ dataset, run }: CollectedPartitions, dt: string, error: ErrorData): Trouble {
  return { dataset, dt, run, kind: 'collect', subject: subjectOf(error.code), severity: 'block', ...told(error, dt) }
}

/** A mart that did not go out. */
export function deliverTrouble({ dataset, delivery, dt, run }: DeliveredPartition, error: ErrorData): Trouble {
  return { dataset, dt, run, kind: 'deliver', subject: subjectOf(delivery), severity: 'block', ...told(error, dt) }
}

const told = (error: ErrorData, dt: string): Pick<Trouble, 'reason' | 'measured' | 'failingRows' | 'sample' | 'error'> => {
  const { measured, ...rows } = badRowsOf(error, dt)
  return { reason: error.code, ...rows, measured: { ...whereOf(error), ...measured }, error }
}

/** Where it went wrong: what of an error's details says so without a sentence. */
function whereOf({ details = {} }: ErrorData): Record<string, string> {
  const known = WHERE.flatMap((name) => {
    const value = details[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value).slice(0, MOST_WHERE)] as const] : []
  })
  return Object.fromEntries(known)
}

const WHERE = ['status', 'file', 'host', 'connection', 'table', 'column'] as const
const MOST_WHERE = 200
