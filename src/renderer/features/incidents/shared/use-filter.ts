import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { incidentKind, incidentState, type IncidentFilter, type IncidentState } from '../../../../pipeline/contract'

/** Shown where the address does not say otherwise: what nobody has put off or closed. */
export const usualStates: readonly IncidentState[] = ['open', 'acknowledged']

export interface Filtering {
  filter: IncidentFilter
  states: readonly IncidentState[]
  /** `?…` of the address, or nothing; goes along from incident to incident. */
  query: string
  get: (key: 'dataset' | 'kind' | 'q') => string
  set: (changes: Readonly<Record<string, string | undefined>>) => void
}

/** The filter of an address; what it does not know it leaves out. */
export function readFilter(params: URLSearchParams): { filter: IncidentFilter; states: readonly IncidentState[] } {
  const asked = (params.get('state') ?? '').split(',').flatMap((one) => incidentState.safeParse(one).data ?? [])
  const states = asked.length === 0 ? usualStates : asked
  const kind = incidentKind.safeParse(params.get('kind')).data
  const [name, dt, text] = [params.get('dataset') ?? '', params.get('dt') ?? '', params.get('q') ?? '']
  return {
    states,
    filter: {
      states: [...states],
      ...(name === '' ? {} : { name }),
      ...(dt === '' ? {} : { dt }),
      ...(kind === undefined ? {} : { kinds: [kind] }),
      ...(text === '' ? {} : { text: text.slice(0, 200) })
    }
  }
}

/** The filter in the address. */
export function useFilter(): Filtering {
  const [params, setParams] = useSearchParams()
  const read = useMemo(() => readFilter(params), [params])
  const query = params.size === 0 ? '' : `?${params.toString()}`
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
  return { ...read, query, get: (key) => params.get(key) ?? '', set }
}
