import { useEffect, useState } from 'react'

/** The engine's time in ms, ticking each second between the instants that it tells; undefined before the first. */
export function useEngineNow(told: string | undefined): number | undefined {
  const [now, setNow] = useState<number | undefined>(undefined)
  useEffect(() => {
    if (told === undefined) return
    const offset = Date.parse(told) - performance.now()
    const tick = (): void => setNow(performance.now() + offset)
    const first = setTimeout(tick, 0)
    const timer = setInterval(tick, 1_000)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [told])
  return now
}
