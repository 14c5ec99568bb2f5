import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { RunFilter } from '../../../../pipeline/contract'
import { useNow } from '../../../bridge'
import { useZone } from '../../../ui'
import { readDay } from './day'
import { readFilter, readRange, type Range } from './filter'

export interface Filtering {
  filter: RunFilter
  range: Range
  /** Instead of the range: one day of the user's zone. */
  day: string | undefined
  get: (key: string) => string
  /** Undefined and empty values are taken out of the address. */
  set: (changes: Readonly<Record<string, string | undefined>>) => void
}

const HOUR_MS = 3_600_000

/** The filter in the address; undefined until the engine has told the time. */
export function useFilter(): Filtering | undefined {
  const [params, setParams] = useSearchParams()
  const zone = useZone()
  const now = useNow()
  const hour = now === undefined ? undefined : Math.floor(now / HOUR_MS) * HOUR_MS
  const filter = useMemo(() => (hour === undefined ? undefined : readFilter(params, hour, zone)), [params, hour, zone])
  if (filter === undefined) return undefined
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined || value === '') next.delete(key)
          else next.set(key, value)
        }
        return next
      },
      { replace: true }
    )
  return { filter, range: readRange(params), day: readDay(params), get: (key) => params.get(key) ?? '', set }
}
