import type { DeliverResult, ErrorData, LoadResult, RunTrigger } from '../../contract'
import { AppError } from '../../lib/errors'
import type { JobContext, JobOutcome } from '../jobs/job'
import { runAttempt, type Attempt } from '../loads/attempt'
import type { Services } from '../services'
import { deliverTarget } from './deliver-target'
import { knownOf } from './statuses'

export interface DeliverAsk {
  name: string
  /** One of its targets; all where absent. */
  delivery?: string | undefined
  /** These again; all that are behind where absent. */
  dts?: readonly string[] | undefined
  trigger?: RunTrigger | undefined
}

/** Sends what is behind, as a run that is written down whatever happens. The lake stays as it is. */
export async function runDeliver(services: Services, ask: DeliverAsk, job: JobContext): Promise<JobOutcome> {
  const dts = [...(ask.dts ?? [])].sort()
  const window = { from: dts[0], to: dts.at(-1) }
  const told: DeliverResult = { run: job.id, partitions: [] }
  const spec = { dataset: ask.name, kind: 'deliver' as const, window, trigger: ask.trigger ?? ('person' as const) }
  const { error } = await runAttempt(services, job, spec, (attempt) => deliverAll(services, ask, { job, attempt, told }))
  return { result: { ...told, ...(error === undefined ? {} : { error }) }, error }
}

interface Work {
  job: JobContext
  attempt: Attempt
  told: DeliverResult
}

async function deliverAll(services: Services, ask: DeliverAsk, work: Work): Promise<LoadResult> {
  const { job, attempt, told } = work
  const spec = await services.datasets.get(ask.name)
  const snapshot = await services.table(ask.name).snapshot()
  const version = snapshot?.version ?? null
  attempt.book.note({ versionBefore: version })
  const known = await knownOf(services, spec)
  refuseUnknown(ask, known)
  const targets = Map.groupBy(known, ({ delivery }) => delivery.id)
  let failure: ErrorData | undefined
  for (const [id, partitions] of targets) {
    if (snapshot === undefined || (ask.delivery !== undefined && ask.delivery !== id)) continue
    const target = { spec, snapshot, known: partitions, dts: ask.dts, scratch: attempt.scratch }
    const { delivered, error } = await deliverTarget(services, target, job)
    told.partitions.push(...delivered.map(({ dt, rows, digest, change }) => ({ delivery: id, dt, rows, digest, change })))
    const sent = delivered.filter(({ change }) => change === 'delivered')
    attempt.book.say(`${id}: ${sent.length} of ${delivered.length} partitions sent, ${rowsOf(sent)} rows.`)
    if (error !== undefined) attempt.book.say(`${id}: ${error.message}`)
    failure ??= error
  }
  attempt.book.note({ partitions: touched(told) })
  if (failure !== undefined) throw AppError.fromData(failure)
  return resultOf(told, version)
}

/** Of the lake nothing changes: its digests stay as they were. */
function touched({ partitions }: DeliverResult) {
  const byDt = new Map(partitions.map((one) => [one.dt, one]))
  return [...byDt.values()].map(({ dt, rows }) => ({
    ...{ dt, rows, rowsBefore: rows },
    ...{ digestBefore: null, digestAfter: null, change: 'unchanged' as const }
  }))
}

function resultOf({ run, partitions }: DeliverResult, version: number | null): LoadResult {
  const sent = partitions.filter(({ change }) => change === 'delivered')
  return {
    ...{ run, version, state: sent.length === 0 ? 'unchanged' : 'done' },
    ...{ rowsRead: rowsOf(sent), rowsWritten: rowsOf(sent), rowsQuarantined: 0, rowsSuperseded: 0 },
    ...{ partitions: [], notes: [] }
  }
}

function refuseUnknown({ name, delivery, dts }: DeliverAsk, known: Awaited<ReturnType<typeof knownOf>>): void {
  if (delivery !== undefined && !known.some((one) => one.delivery.id === delivery))
    throw new AppError('usage', `"${name}" has no delivery ${delivery}, or nothing to deliver.`, {
      hint: 'Name one of those in the field deliver of its dataset file.'
    })
  const there = new Set(known.map(({ dt }) => dt))
  const missing = dts?.filter((dt) => !there.has(dt)) ?? []
  if (missing.length > 0) throw new AppError('partition.missing', `"${name}" has no partition ${missing.slice(0, 5).join(', ')}.`)
}

const rowsOf = (partitions: readonly { rows: number }[]): number => partitions.reduce((sum, { rows }) => sum + rows, 0)
