import { en } from './en'

export type ReasonKey = keyof typeof en.incidents.reason

const isKnown = (key: string): key is ReasonKey => key in en.incidents.reason

/** The dictionary's key of a reason: `rows.low` → `rows_low`; undefined for codes of a newer engine. */
export function reasonKey(code: string): ReasonKey | undefined {
  const key = code.replaceAll('.', '_')
  return isKnown(key) ? key : undefined
}

type BecauseKey = keyof typeof en.checks.because
const isBecause = (key: string): key is BecauseKey => key in en.checks.because

/** The key of what a suggestion was told from; a plain one for codes of a newer engine. */
export function becauseKey(code: string): BecauseKey {
  const key = code.replaceAll('.', '_')
  return isBecause(key) ? key : 'other'
}
