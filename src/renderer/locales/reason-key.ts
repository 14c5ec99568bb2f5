import { en } from './en'

export type ReasonKey = keyof typeof en.incidents.reason

const isKnown = (key: string): key is ReasonKey => key in en.incidents.reason

/** The dictionary's key of a reason: `rows.low` → `rows_low`; undefined for codes of a newer engine. */
export function reasonKey(code: string): ReasonKey | undefined {
  const key = code.replaceAll('.', '_')
  return isKnown(key) ? key : undefined
}
