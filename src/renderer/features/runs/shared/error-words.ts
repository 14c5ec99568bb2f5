import type { TFunction } from 'i18next'
import type { ErrorData } from '../../../../pipeline/contract'
import { errorText } from '../../../ui'

/** An error in one line of a table: what it is in the user's language, then the engine's sentence with what and where. */
export function errorWords(t: TFunction, error: ErrorData | undefined): string {
  // That it was cancelled is its state.
  if (error === undefined || error.code === 'cancelled') return ''
  const { title, message } = errorText(error, t)
  return `${title} · ${message}`
}
