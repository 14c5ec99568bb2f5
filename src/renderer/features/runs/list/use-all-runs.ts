import { useEffect, useRef, useState } from 'react'
import type { ErrorData, RunFilter, RunSummary } from '../../../../pipeline/contract'
import { call, useRunChanges } from '../../../bridge'
import { readNewer, type AllRuns } from './read-newer'
import { useCalm } from './use-calm'

const PAGE = 500

type Found = { value: AllRuns; error?: undefined } | { value?: undefined; error: ErrorData }

interface Reader {
  key: string
  /** Reads now, or once more after what is being read: no change makes it begin again. */
  ask: () => void
  stop: () => void
}

/** All runs of a filter, newest first; asked again when runs begin or end. What was shown stays meanwhile. */
export function useAllRuns(filter: RunFilter): { value: AllRuns | undefined; error: ErrorData | undefined } {
  const key = JSON.stringify(filter)
  const changes = useCalm(useRunChanges())
  const [settled, setSettled] = useState<{ key: string; found: Found } | undefined>(undefined)
  const reader = useRef<Reader | undefined>(undefined)
  useEffect(() => {
    if (reader.current?.key !== key) {
      reader.current?.stop()
      reader.current = readerOf(key, (found) => setSettled({ key, found }))
    }
    reader.current.ask()
  }, [key, changes])
  useEffect(
    () => () => {
      reader.current?.stop()
      reader.current = undefined
    },
    []
  )
  const current = settled?.key === key ? settled.found : undefined
  return { value: current?.value, error: current?.error }
}

function readerOf(key: string, tell: (found: Found) => void): Reader {
  const stop = new AbortController()
  const filter = JSON.parse(key) as RunFilter
  let known: readonly RunSummary[] = []
  let state: 'idle' | 'reading' | 'asked' = 'idle'
  const page = async (from: number): Promise<AllRuns | undefined> => {
    const outcome = await call('runs.list', { filter, from, limit: PAGE }, stop.signal)
    if (outcome.ok) return outcome.value
    if (!stop.signal.aborted && outcome.error.code !== 'engine.gone') tell({ error: outcome.error })
    return undefined
  }
  const read = async (): Promise<void> => {
    state = 'reading'
    const value = await readNewer(page, known)
    if (stop.signal.aborted) return
    if (value !== undefined) {
      known = value.runs
      tell({ value })
    }
    if (isAsked()) await read()
    else state = 'idle'
  }
  const isAsked = (): boolean => state === 'asked'
  return {
    key,
    ask: () => {
      if (state === 'idle') void read()
      else state = 'asked'
    },
    stop: () => stop.abort()
  }
}
