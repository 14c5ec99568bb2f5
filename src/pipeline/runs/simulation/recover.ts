import { restore, unitWork, type PartitionResult } from '../execution'
import { recordedResults, recoveredResults } from '../units'
import { claim, tell } from './backfills'
import { policies } from './datasets'
import type { Live, Process } from './process'
import { lost, recovered } from './run-records'

/** What an earlier engine left: its runs are ended, its backfills go on. */
export function recover(process: Process): void {
  const { durable, chaos } = process
  for (const run of durable.runs.values()) {
    if (run.state !== 'running' || chaos.lacks('never-ended')) continue
    durable.putRun(recovered(run, durable.lake.committed(run.id), durable.journal.get(run.id)), [])
  }
  const active = durable.active()
  const wanted = new Set(active.map(({ id }) => id))
  for (const id of [...durable.staged.keys()]) if (!wanted.has(id) && !chaos.lacks('keep-staged')) durable.staged.delete(id)
  for (const record of active) resume(process, { record, execution: restore(record.plan, policies, record) })
}

function resume(process: Process, live: Live): void {
  const { durable, chaos } = process
  const committed = chaos.lacks('forget-commits') ? [] : resultsInFlight(process, live)
  const { id } = live.record
  const left = (durable.staged.get(id) ?? []).filter(({ run }) => !runsInFlight(live).includes(run))
  durable.staged.set(id, left)
  claim(process, live)
  tell(process, live, { kind: 'engine-restarted', committed })
}

const runsInFlight = ({ execution }: Live): string[] =>
  execution.units.flatMap(({ state, run }) => (state === 'running' && run !== null ? [run] : []))

function resultsInFlight(process: Process, live: Live): PartitionResult[] {
  const { durable } = process
  return live.execution.units.flatMap(({ unit, state, run, dataset }) => {
    if (state !== 'running' || run === null) return []
    if (!durable.runs.has(run)) noteLostRun(process, live, unit, run)
    const record = durable.runs.get(run)
    const found = durable.lake.committed(run) === undefined ? undefined : durable.journal.get(run)
    return found === undefined ? recordedResults(record) : recoveredResults(dataset, found, record)
  })
}

function noteLostRun(process: Process, { record, execution }: Live, unit: number, id: string): void {
  if (process.chaos.lacks('no-record')) return
  const { dataset, dts, attempt } = unitWork(execution, unit)
  const kind = policies.divisible.has(dataset) ? 'derive' : 'load'
  process.durable.putRun(lost(process, { id, dataset, kind, backfill: record.id, attempt, trigger: record.trigger }), dts)
}
