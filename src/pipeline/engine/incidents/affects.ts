import type { Incident, IncidentSummary } from '../../contract'
import { omit } from '../../lib/omit'
import { readersOf } from '../../runs/graph'
import { flowGraph, usableSpecs } from '../facts/world'
import type { Services } from '../services'

export const summaryOf = (incident: Incident): IncidentSummary => omit(incident, 'sample', 'events', 'error')

/** Incidents with what is made from their datasets and who owns them, as that is now. */
export async function withReaders<T extends IncidentSummary>(services: Services, incidents: readonly T[]): Promise<T[]> {
  if (incidents.length === 0) return []
  const specs = await usableSpecs(services)
  const graph = await flowGraph(services, specs)
  const owners = new Map(specs.map(({ name, owner }) => [name, owner ?? null]))
  const readers = new Map<string, string[]>()
  const affects = (name: string): string[] => {
    const known = readers.get(name) ?? (owners.has(name) ? readersOf(graph, name) : [])
    readers.set(name, known)
    return known
  }
  return incidents.map((one) => ({ ...one, owner: owners.get(one.dataset) ?? null, affects: affects(one.dataset) }))
}
