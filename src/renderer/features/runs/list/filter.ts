import { runFilter, runStates, runTrigger, type RunFilter } from '../../../../pipeline/contract'
import { boundsOf, readDay } from './day'

export const ranges = ['24h', '7d', '30d', 'all'] as const
export type Range = (typeof ranges)[number]
export const runKinds = ['load', 'derive', 'publish', 'undo'] as const
export const triggers = runTrigger.options

const HOUR_MS = 3_600_000
export const rangeHours: Readonly<Record<Exclude<Range, 'all'>, number>> = { '24h': 24, '7d': 168, '30d': 720 }

export function readRange(params: URLSearchParams): Range {
  const asked = params.get('range')
  return ranges.find((range) => range === asked) ?? '7d'
}

/**
 * The address as a filter; `now` in ms, days in `zone`. A window begins at a whole hour, so that it is asked for anew once an hour and not every second.
 */
export function readFilter(params: URLSearchParams, now: number, zone: string): RunFilter {
  const text = (key: string): string | undefined => (params.get(key) === '' ? undefined : (params.get(key) ?? undefined))
  const state = runStates.find((one) => one === text('state'))
  const kind = runKinds.find((one) => one === text('kind'))
  const trigger = triggers.find((one) => one === text('trigger'))
  const plain = { name: text('dataset'), startedBy: text('by'), backfill: text('backfill'), text: text('q') }
  const entries = Object.entries({
    ...plain,
    ...windowOf(params, now, zone),
    ...(state === undefined ? {} : { states: [state] }),
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(trigger === undefined ? {} : { trigger })
  }).filter(([, value]) => value !== undefined)
  return runFilter.safeParse(Object.fromEntries(entries)).data ?? {}
}

function windowOf(
  params: URLSearchParams,
  now: number,
  zone: string
): { since?: string | undefined; until?: string | undefined } {
  const day = readDay(params)
  if (day !== undefined) {
    const { since, until } = boundsOf(day, zone)
    return { since: instantOf(since), until: instantOf(until) }
  }
  const range = readRange(params)
  if (range === 'all') return {}
  return { since: instantOf(Math.floor((now - rangeHours[range] * HOUR_MS) / HOUR_MS) * HOUR_MS) }
}

const instantOf = (ms: number): string => new Date(ms).toISOString()
