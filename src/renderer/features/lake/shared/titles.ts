import type { DatasetSummary } from '../../../../pipeline/contract'

/** A dataset's title in the user's language, in the other one where that is missing, otherwise nothing. */
export function titleOf(title: DatasetSummary['title'], language: string): string {
  const [own, other] = language.startsWith('ko') ? [title?.ko, title?.en] : [title?.en, title?.ko]
  return own ?? other ?? ''
}
