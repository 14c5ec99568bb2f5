import type { LoadResult } from '../../contract'
import { staleness } from '../../runs/states'
import { worldNow } from '../facts/world'
import type { Services } from '../services'

type Stale = NonNullable<LoadResult['stale']>

/** Derived partitions that are stale because these partitions changed (dataset → partitions); those of the datasets themselves are left out. */
export async function madeStale(services: Services, changed: ReadonlyMap<string, ReadonlySet<string>>): Promise<Stale> {
  const world = await worldNow(services, { sources: false })
  const readers = new Set([...changed.keys()].flatMap((name) => world.graph.readers.get(name) ?? []))
  return [...readers].sort().flatMap((name) => {
    const facts = changed.has(name) ? undefined : world.facts.get(name)
    const found = facts === undefined ? [] : [...staleness(facts, world)]
    return found
      .filter(([, reasons]) => reasons.some((reason) => changed.get(reason.dataset)?.has(reason.dt) === true))
      .map(([dt]) => ({ dataset: name, dt }))
  })
}
