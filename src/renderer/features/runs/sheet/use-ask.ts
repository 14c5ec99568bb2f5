import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { readAsk, type Ask } from './ask'

/** What the address asks for, and a way to ask for something else; undefined values are taken out of it. */
export function useAsk(): [Ask | undefined, (changes: Readonly<Record<string, string | undefined>>) => void] {
  const [params, setParams] = useSearchParams()
  const ask = useMemo(() => readAsk(params), [params])
  const change = (changes: Readonly<Record<string, string | undefined>>): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined) next.delete(key)
          else next.set(key, value)
        }
        return next
      },
      { replace: true }
    )
  return [ask, change]
}
