import { useEffect, useRef, useState } from 'react'

/** At most so often, in ms, is asked again what reads the whole history. */
const LEAST_MS = 2_000

/** A count of changes that grows at most every two seconds, and not long after the last change. */
export function useCalm(changes: number): number {
  const [calm, setCalm] = useState(changes)
  const last = useRef(0)
  useEffect(() => {
    if (changes === calm) return
    const wait = Math.max(0, last.current + LEAST_MS - performance.now())
    const timer = setTimeout(() => {
      last.current = performance.now()
      setCalm(changes)
    }, wait)
    return () => clearTimeout(timer)
  }, [changes, calm])
  return calm
}
