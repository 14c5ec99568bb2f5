import { runFilter, runStates, runTrigger, type RunFilter } from '../../../../pipeline/contract'

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
 * The address as a filter; `now` in ms. A window begins at a whole hour, so that it is asked for anew once an hour and not every second.
 */
export function readFilter(params: URLSearchParams, now: number): RunFilter {
  const text = (key: string): string | undefined => (params.get(key) === '' ? undefined : (params.get(key) ?? undefined))
  const range = readRange(params)
  const since = range === 'all' ? undefined : Math.floor((now - rangeHours[range] * HOUR_MS) / HOUR_MS) * HOUR_MS
  const state = runStates.find((one) => one === text('state'))
  const kind = runKinds.find((one) => one === text('kind'))
  const trigger = triggers.find((one) => one === text('trigger'))
  const plain = { name: text('dataset'), startedBy: text('by'), backfill: text('backfill'), text: text('q') }
  const entries = Object.entries({
    ...plain,
    since: instantOf(since) ?? undefined,
    until: undefined,
    ...(state === undefined ? {} : { states: [state] }),
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(trigger === undefined ? {} : { trigger })
  }).filter(([, value]) => value !== undefined)
  return runFilter.safeParse(Object.fromEntries(entries)).data ?? {}
}

const instantOf = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString())
