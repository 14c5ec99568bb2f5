import type { BackfillOnly } from '../../pipeline/contract'

/** Partitions of a dataset that a backfill is asked for: a span with both ends, a list, or neither for all. */
export interface BackfillAsk {
  dataset: string
  from?: string | undefined
  to?: string | undefined
  dts?: readonly string[] | undefined
  /** Which of them; missing and failed where it is left out. */
  only?: BackfillOnly | undefined
}

/** The route of the backfill sheet: it shows a plan, and starts nothing by itself. */
export function backfillLink({ dataset, from, to, dts, only }: BackfillAsk): string {
  const query = new URLSearchParams({ dataset })
  if (dts !== undefined && dts.length > 0) query.set('dts', dts.join(','))
  if (from !== undefined) query.set('from', from)
  if (to !== undefined) query.set('to', to)
  if (only !== undefined) query.set('only', only === 'all' ? only : only.join(','))
  return `/backfill?${query.toString()}`
}

/** A backfill that was started: its progress, then its proof. */
export const startedBackfillLink = (id: string): string => `/backfill/${encodeURIComponent(id)}`
/** One attempt of a load, derivation, publication or undo. */
export const runLink = (id: string): string => `/runs/${encodeURIComponent(id)}`
export const datasetLink = (name: string): string => `/lake/${encodeURIComponent(name)}`
export const partitionLink = (name: string, dt: string): string => `${datasetLink(name)}/${encodeURIComponent(dt)}`
/** One incident beside the list of those that the query filters. */
export const incidentLink = (id: string, query = ''): string => `/incidents/${encodeURIComponent(id)}${query}`
