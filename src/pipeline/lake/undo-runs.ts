import { AppError } from '../lib/errors'
import type { CommitDraft, Snapshot, TableFile } from './types'
import { sameFiles, undoRefused, type Culprit } from './undo'
import type { Step } from './walk'

/** What runs did to a table, oldest first. */
export interface Undoing {
  /** Version of the first commit. */
  first: number
  /** Contents of the partitions that they changed, from before. */
  partitions: CommitDraft['partitions']
  /** Transactions that their commits set, oldest first. */
  txns: Step['txns'][]
}

interface Changed {
  before: TableFile[]
  left: TableFile[]
  /** Commits of others since the last one of the runs. */
  since: Culprit[]
  /** Commits of others between two of the runs. */
  between: Culprit[]
}

/**
 * Goes once through the commits of a table and finds what these runs changed. `run.missing`; `undo.refused` where others changed the same
 * partitions since, unless these hold just what the runs left, as where that was taken back itself.
 */
export async function undoingOf(
  base: Snapshot,
  runs: readonly string[],
  table: string,
  steps: AsyncIterable<Step>
): Promise<Undoing> {
  const own = new Set(runs)
  const missing = new Set(runs)
  const changed = new Map<string, Changed>()
  const txns: Step['txns'][] = []
  let first: number | undefined
  for await (const step of steps) {
    if (step.runId === undefined || !own.has(step.runId)) {
      takeOther(changed, step)
      continue
    }
    first ??= step.version
    missing.delete(step.runId)
    txns.push(step.txns)
    takeOwn(changed, step)
  }
  const [lost] = missing
  if (lost !== undefined || first === undefined) throw runMissing(table, lost ?? '')
  refuseChanged(base, runs, table, changed)
  return { first, txns, partitions: new Map([...changed].sort(byDt).map(([dt, { before }]) => [dt, before])) }
}

function takeOwn(changed: Map<string, Changed>, { partitions }: Step): void {
  for (const { dt, before, after } of partitions) {
    const known = changed.get(dt)
    if (known === undefined) changed.set(dt, { before, left: after, since: [], between: [] })
    else changed.set(dt, { ...known, left: after, since: [], between: [...known.between, ...known.since] })
  }
}

function takeOther(changed: ReadonlyMap<string, Changed>, { version, runId, operation, partitions }: Step): void {
  for (const { dt } of partitions) changed.get(dt)?.since.push({ version, runId, operation })
}

function refuseChanged(base: Snapshot, runs: readonly string[], table: string, changed: ReadonlyMap<string, Changed>): void {
  const now = Map.groupBy(base.files.values(), ({ dt }) => dt)
  const culprits = [...changed].flatMap(([dt, { left, since, between }]) =>
    sameFiles(now.get(dt) ?? [], left) ? between : [...between, ...since]
  )
  if (culprits.length === 0) return
  const newestFirst = [...new Map(culprits.map((one) => [one.version, one])).values()].sort((a, b) => b.version - a.version)
  throw undoRefused(table, runs, [...changed.keys()].sort(), newestFirst)
}

const byDt = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)

const runMissing = (table: string, run: string): AppError =>
  new AppError('run.missing', `No version of ${table} was committed by run ${run}.`, {
    hint: 'List the history to see which runs there are; a run without changes commits nothing.',
    details: { table, run }
  })
