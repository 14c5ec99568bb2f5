import { useSearchParams } from 'react-router'

/** The tab in the address. The one that is open by itself (`first`, else the first of all) is not written. */
export function useTab<T extends string>(tabs: readonly [T, ...T[]], first: T = tabs[0]): [T, (tab: string | null) => void] {
  const [params, setParams] = useSearchParams()
  const asked = params.get('tab')
  const current = tabs.find((tab) => tab === asked) ?? first
  const open = (tab: string | null): void =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (tab === null || tab === first) next.delete('tab')
      else next.set('tab', tab)
      return next
    })
  return [current, open]
}
