import { en } from './en'

type ErrorKey = keyof typeof en.error.code

const isKnown = (key: string): key is ErrorKey => key in en.error.code

/** The dictionary's key of an error code: `file.missing` → `file_missing`; `internal` for codes of a newer engine. */
export function errorKey(code: string): ErrorKey {
  const key = code.replaceAll('.', '_')
  return isKnown(key) ? key : 'internal'
}
