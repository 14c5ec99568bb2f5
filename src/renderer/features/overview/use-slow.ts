import { useEffect, useState } from 'react'

/** True once something has been waited for over 100 ms: time for a skeleton. */
export function useSlow(waiting: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setLate(true), 100)
    return () => clearTimeout(timer)
  }, [waiting])
  return waiting && late
}
