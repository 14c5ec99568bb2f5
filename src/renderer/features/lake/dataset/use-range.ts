import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { rangeBetween, type DtRange } from '../grid/range'

const isDt = (text: string | null): text is string => text !== null && /^(\d{4}-\d{2}(-\d{2})?|all)$/.test(text)

/** The selected span, kept in the address so that it can be shared and survives a reload. */
export function useRange(): [DtRange | null, (range: DtRange | null) => void] {
  const [params, setParams] = useSearchParams()
  const [from, to] = [params.get('from'), params.get('to')]
  const range = useMemo(() => (isDt(from) && isDt(to) ? rangeBetween(from, to) : null), [from, to])
  const setRange = (next: DtRange | null): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        after.delete('from')
        after.delete('to')
        if (next !== null) {
          after.set('from', next.from)
          after.set('to', next.to)
        }
        return after
      },
      { replace: true }
    )
  return [range, setRange]
}
