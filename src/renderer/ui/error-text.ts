import type { TFunction } from 'i18next'
import type { ErrorData } from '../../pipeline/contract'
import { errorKey } from '../locales/error-key'

export interface ErrorWords {
  title: string
  message: string
  hint: string | undefined
}

/** An error for the eye: a title by its code in the user's language, the engine's own sentence with what and where, the remedy. */
export const errorText = (error: ErrorData, t: TFunction): ErrorWords => ({
  title: t(`error.code.${errorKey(error.code)}`),
  message: error.message,
  hint: error.hint
})
