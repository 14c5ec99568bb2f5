import { useSearchParams } from 'react-router'

/** The tab in the address; the first one is the default and is not written. */
export function useTab<T extends string>(tabs: readonly [T, ...T[]]): [T, (tab: string | null) => void] {
  const [params, setParams] = useSearchParams()
  const asked = params.get('tab')
  const current = tabs.find((tab) => tab === asked) ?? tabs[0]
  const open = (tab: string | null): void =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (tab === null || tab === tabs[0]) next.delete('tab')
      else next.set('tab', tab)
      return next
    })
  return [current, open]
}
