import i18next, { type TFunction } from 'i18next'
import type { ErrorData } from '../../pipeline/contract'
import { errorKey } from '../locales/error-key'

export interface ErrorWords {
  title: string
  message: string
  hint: string
}

/** An error for the eye: a title by its code, the engine's own sentence with what and where, and the remedy in the user's language. */
export function errorText(error: ErrorData, t: TFunction): ErrorWords {
  const key = errorKey(error.code)
  const own = i18next.language === 'en' ? error.hint : undefined
  return { title: t(`error.code.${key}`), message: error.message, hint: own ?? t(`error.hint.${key}`) }
}
