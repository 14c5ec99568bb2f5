import { INTERVAL_MARKER } from '../../contract'
import type { Snapshot } from '../../lake/types'
import { intervalById } from '../../runs/intervals'
import { markersOf, type Markers } from '../../runs/undo'
import { calendarOf } from '../facts/dataset-facts'
import type { Services } from '../services'

/** What a version said of empty intervals, where it differs; `dt`: of those of one partition. */
export async function restoredMarkers(
  services: Services,
  { name, version, dt }: { name: string; version: number; dt?: string | undefined },
  base: Snapshot
): Promise<Markers> {
  const now = markersOf(base)
  const then = markersOf(await services.table(name).snapshot(version))
  const differing = [...now]
    .map(([key, at]) => ({ key, at, before: then.get(key) ?? 0 }))
    .filter(({ at, before }) => at !== before)
  const belongs = dt === undefined ? () => true : await markersIn(services, name, dt)
  return new Map(differing.filter(({ key }) => belongs(key)).map(({ key, before }) => [key, before]))
}

async function markersIn(services: Services, name: string, dt: string): Promise<(key: string) => boolean> {
  const spec = await services.datasets.get(name)
  const calendar = await calendarOf(services, spec)
  return (key) => {
    const id = key.slice(INTERVAL_MARKER.length)
    return id === dt || intervalById(spec, calendar, id)?.dt === dt
  }
}
