import { useMemo } from 'react'
import type { ErrorData, IncidentFilter, IncidentSummary } from '../../../../pipeline/contract'
import { useCall, useIncidentChanges, useNewestIncidents } from '../../../bridge'
import { worstFirst } from '../../../ui'

/** As many as are asked for at once; a list of more says so. */
const MOST = 500

export interface Incidents {
  /** Undefined until the first answer. */
  value: IncidentSummary[] | undefined
  total: number
  error: ErrorData | undefined
  slow: boolean
  reload: () => void
}

/** The incidents of a filter, worst first, with what was told of them since. */
export function useIncidents(filter: IncidentFilter): Incidents {
  const { value, error, slow, reload } = useCall('incidents.list', { filter, limit: MOST }, { again: useIncidentChanges() })
  const newest = useNewestIncidents()
  const incidents = useMemo(() => value?.incidents.map((one) => newest.get(one.id) ?? one).sort(worstFirst), [value, newest])
  return { value: incidents, total: value?.total ?? 0, error, slow, reload }
}
