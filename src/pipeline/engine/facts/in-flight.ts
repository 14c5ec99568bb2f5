import { WHOLE, type DatasetSpec, type ErrorData } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { partitionsBetween } from '../../runs/intervals'
import type { DatasetFacts } from '../../runs/types'
import { troubles } from '../partitions/troubles'
import type { Services } from '../services'

type Known = Pick<DatasetFacts, 'partitions'>

/** Partitions at work: those of a backfill that are in flight, and those that a load by hand may touch. */
export function runningPartitions(
  { jobs, state, inFlight }: Services,
  { name }: DatasetSpec,
  { partitions }: Known
): Map<string, string> {
  const running = new Map(inFlight.get(name))
  const job = jobs.running().find(({ dataset, kind, state: at }) => dataset === name && kind === 'load' && at !== 'queued')
  const window = job === undefined ? undefined : state.runs.windowOf(job.id)
  if (job === undefined || window === undefined) return running
  const { from, to } = window
  for (const dt of partitions.keys()) if ((from ?? '') <= dt && (to === undefined || dt <= to)) running.set(dt, job.id)
  for (const dt of [from, to]) if (dt !== undefined && dt !== WHOLE) running.set(dt, job.id)
  return running
}

const DT = /^(\d{4}-\d{2}(-\d{2})?|all)$/

/** Partitions whose newest run went wrong, with its error; the newest trouble of each counts. */
export function troubledPartitions(
  { state }: Services,
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  { partitions }: Known
): Map<string, { state: 'failed' | 'refused'; error: ErrorData }> {
  const found = new Map<string, { state: 'failed' | 'refused'; error: ErrorData }>()
  for (const trouble of troubles(state.runs, spec.name)) {
    const { from, to } = trouble.window
    const inWindow = from === undefined || to === undefined ? [] : partitionsBetween(spec, calendar, from, to)
    for (const dt of [...trouble.named, ...inWindow, ...partitions.keys()]) {
      if (DT.test(dt) && !found.has(dt) && trouble.covers(dt)) found.set(dt, { state: trouble.state, error: trouble.error })
    }
  }
  return found
}
