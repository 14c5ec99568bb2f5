import type { TFunction } from 'i18next'
import type { CheckResult, CheckSuggestion, IncidentSummary } from '../../../pipeline/contract'
import { errorKey } from '../../locales/error-key'
import { becauseKey, reasonKey } from '../../locales/reason-key'
import { measuredTexts, type Measured } from './measured'

/** What a sentence about a check or measure needs to know. */
export interface Reasoned {
  reason: string
  measured: Measured
  /** The check, measure or step. */
  subject: string
  failingRows?: number
  rows?: number
}

type Part = 'say' | 'expected' | 'seen'

/** A code of a reason and what was measured, in words; undefined where this window does not know the code. */
function known(t: TFunction, part: Part, { reason, measured, subject, ...counts }: Reasoned): string | undefined {
  const key = reasonKey(reason)
  if (key === undefined) return undefined
  const own = {
    subject,
    failing: String(counts.failingRows ?? 0),
    ...(counts.rows === undefined ? {} : { rows: String(counts.rows) })
  }
  const words: string = t(`incidents.reason.${key}.${part}`, {
    replace: measuredTexts(t, { ...own, ...measured }),
    defaultValue: ''
  })
  // A value that is not there leaves its place open: then a plain sentence is better.
  return words.includes('{{') ? undefined : words
}

/** Where it was, in what no language has words of its own for; the engine's English sentence is none of it. */
const whereOf = (measured: Measured): string[] =>
  Object.entries(measured).flatMap(([name, value]) => (name === 'message' ? [] : [value]))

/** What is wrong, in one sentence. */
export function reasonSentence(t: TFunction, reasoned: Reasoned & Partial<Pick<IncidentSummary, 'kind'>>): string {
  const { kind, reason, measured, subject } = reasoned
  const sentence = known(t, 'say', reasoned)
  if (sentence !== undefined) return sentence
  if (kind === 'collect' || kind === 'deliver') return [t(`error.code.${errorKey(reason)}`), ...whereOf(measured)].join(' · ')
  const values = Object.entries(measuredTexts(t, measured)).map(([name, value]) => `${name} ${value}`)
  return t('incidents.reasonOther', { subject, values: values.length === 0 ? reason : values.join(' · ') })
}

/** What a check found in one partition, in one sentence. */
export const resultSentence = (t: TFunction, { reason, measured, check, failingRows, rows }: CheckResult): string =>
  reasonSentence(t, { reason, measured, subject: check, failingRows, rows })

/** What should have been and what was; each undefined where it is not known. */
export const evidenceOf = (t: TFunction, reasoned: Reasoned): { expected: string | undefined; seen: string | undefined } => ({
  expected: known(t, 'expected', reasoned),
  seen: known(t, 'seen', reasoned)
})

/** What a suggested check was told from. */
export function suggestionSentence(t: TFunction, { reason, values }: CheckSuggestion['evidence']): string {
  const key = becauseKey(reason)
  const words: string = t(`checks.because.${key}`, { replace: measuredTexts(t, values), defaultValue: '' })
  return words.includes('{{')
    ? t('checks.because.other', { fired: values['fired'] ?? '0', judged: values['judged'] ?? '0' })
    : words
}
