import { useEffect, useState } from 'react'

/** How long nothing is shown before a skeleton is, in ms. */
const PATIENCE_MS = 100

/** Whether something has been loading for long enough to show a skeleton. */
export function useSlow(loading: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!loading) return
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [loading])
  return slow
}
