import { useTranslation } from 'react-i18next'
import type { Problem } from './problems'

/** Names, hints and choices of fields in the user's language, and what is wrong with an input. */
export function useFieldWords() {
  const { t, i18n } = useTranslation()
  const found = (key: string): string | undefined => (i18n.exists(key) ? t(key as 'connections.name') : undefined)
  const keyOf = (path: string): string => path.replace('.', '_')
  return {
    name: (path: string): string => found(`connections.field.${keyOf(path)}`) ?? path,
    hint: (path: string): string | undefined => found(`connections.hint.${keyOf(path)}`),
    choice: (path: string, value: string): string => found(`connections.choice.${keyOf(path)}_${value}`) ?? value,
    problem: (problem: Problem | undefined): string | undefined =>
      problem === undefined ? undefined : t(`connections.problem.${problem.key}`, problem.values ?? {})
  }
}
