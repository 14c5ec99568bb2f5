import { useState } from 'react'
import type { Backfill, ErrorData } from '../../../../pipeline/contract'
import { useBackfillChanges, useCall, type CallState } from '../../../bridge'

/** A backfill as it is, followed while it runs. */
export function useBackfill(id: string): CallState<Backfill> {
  return useCall('backfills.get', { id }, { again: useBackfillChanges(id) })
}

/** One of the things that can be asked of a backfill; what went wrong stands where the button was pressed. */
export function useAsking(reload: () => void) {
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const ask = (what: string, asked: () => Promise<{ ok: true } | { ok: false; error: ErrorData }>): void => {
    setBusy(what)
    setError(undefined)
    void asked().then((outcome) => {
      setBusy(null)
      if (outcome.ok) reload()
      else setError(outcome.error)
    })
  }
  return { busy, error, ask, clear: () => setError(undefined) }
}
