import { en } from '../../../locales/en'

type ReasonKey = keyof typeof en.lake.reason

/** The dictionary's key of a quarantine reason: `cell.type` → `cell_type`; `other` for one of a newer engine. */
export function reasonKey(reason: string): ReasonKey {
  const key = reason.replaceAll('.', '_')
  return key in en.lake.reason ? (key as ReasonKey) : 'other'
}
