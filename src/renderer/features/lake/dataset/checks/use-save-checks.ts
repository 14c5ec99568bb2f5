import { useState } from 'react'
import type { CheckSpec, DatasetSpec, ErrorData } from '../../../../../pipeline/contract'
import { mutate } from '../../../../bridge'

/** Writes the dataset file with other checks; all else in it stays. Resolves with whether it was written. */
export function useSaveChecks(spec: DatasetSpec) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const save = async (checks: readonly CheckSpec[]): Promise<boolean> => {
    setBusy(true)
    const outcome = await mutate('datasets.save', { spec: { ...spec, checks: [...checks] }, replace: true })
    setError(outcome.ok ? undefined : outcome.error)
    setBusy(false)
    return outcome.ok
  }
  return { save, busy, error }
}
