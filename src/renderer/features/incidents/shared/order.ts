import type { IncidentSummary } from '../../../../pipeline/contract'

/** One incident, or those of one check of one dataset where they are many. */
export type Line =
  { key: string; incident: IncidentSummary } | { key: string; group: readonly [IncidentSummary, ...IncidentSummary[]] }

/** From so many on, the incidents of one check of a dataset are shown as one line. */
const STORM = 5

/** Lines in the order of the worst incident of each. */
export function linesOf(incidents: readonly IncidentSummary[]): Line[] {
  const groups = Map.groupBy(incidents, ({ dataset, subject, state }) => `${dataset} ${subject} ${state}`)
  return [...groups].flatMap(([key, [first, ...rest]]): Line[] => {
    if (first === undefined) return []
    if (rest.length + 1 >= STORM) return [{ key, group: [first, ...rest] }]
    return [first, ...rest].map((incident) => ({ key: incident.id, incident }))
  })
}

/** `2021-03`, or `2021-03 … 2021-11` for several partitions. */
export function spanText(incidents: readonly IncidentSummary[]): string {
  const dts = incidents.map(({ dt }) => dt).sort()
  const [first, last] = [dts[0] ?? '', dts.at(-1) ?? '']
  return first === last ? first : `${first} … ${last}`
}
