import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../../bridge'

/** Names of all datasets, and what people call each in the user's language; nothing where it has no title. */
export function useDatasets(): { names: string[]; titleOf: (name: string) => string } {
  const { i18n } = useTranslation()
  const { value } = useCall('datasets.list', {}, { follow: '*' })
  const korean = i18n.language.startsWith('ko')
  const titles = useMemo(() => new Map((value ?? []).map(({ name, title }) => [name, title])), [value])
  const titleOf = useCallback(
    (name: string): string => {
      const title = titles.get(name)
      return (korean ? (title?.ko ?? title?.en) : (title?.en ?? title?.ko)) ?? ''
    },
    [titles, korean]
  )
  return { names: [...titles.keys()], titleOf }
}
