import { useEffect, useState } from 'react'
import type { ErrorData, RunFilter, RunSummary } from '../../../../pipeline/contract'
import { call, useRunChanges } from '../../../bridge'
import { useCalm } from './use-calm'

const PAGE = 500
/** More than this is not drawn; the table has it all. */
export const MOST_RUNS = 5_000

export interface AllRuns {
  runs: RunSummary[]
  total: number
}

interface Settled {
  key: string
  value?: AllRuns
  error?: ErrorData
}

/** All runs of a filter, newest first, up to MOST_RUNS; asked again when runs begin or end. What was shown stays meanwhile. */
export function useAllRuns(filter: RunFilter): { value: AllRuns | undefined; error: ErrorData | undefined } {
  const key = JSON.stringify(filter)
  const changes = useCalm(useRunChanges())
  const [settled, setSettled] = useState<Settled | undefined>(undefined)
  useEffect(() => {
    const stop = new AbortController()
    void readAll(JSON.parse(key) as RunFilter, stop.signal).then((found) => {
      if (found !== undefined && !stop.signal.aborted) setSettled({ key, ...found })
    })
    return () => stop.abort()
  }, [key, changes])
  const current = settled?.key === key ? settled : undefined
  return { value: current?.value, error: current?.error }
}

async function readAll(filter: RunFilter, signal: AbortSignal): Promise<Omit<Settled, 'key'> | undefined> {
  const runs: RunSummary[] = []
  for (;;) {
    const outcome = await call('runs.list', { filter, from: runs.length, limit: PAGE }, signal)
    if (signal.aborted) return undefined
    if (!outcome.ok) return outcome.error.code === 'engine.gone' ? undefined : { error: outcome.error }
    runs.push(...outcome.value.runs)
    const { total } = outcome.value
    if (runs.length >= Math.min(total, MOST_RUNS) || outcome.value.runs.length === 0) return { value: { runs, total } }
  }
}
