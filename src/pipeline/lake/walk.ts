import { throwIfAborted } from '../lib/abort'
import type { TableState } from './fold'
import { HistoryFold, type Change } from './history'
import type { LogReader } from './log-reader'
import { readSchema } from './schema'
import type { TableFile, TableSchema } from './types'

/** What one commit did, with what it found. */
export interface Step {
  version: number
  operation: string
  runId: string | undefined
  partitions: Change[]
  /** Transactions that it set, by appId; `before` lacks those that were not there. */
  txns: { before: ReadonlyMap<string, number>; after: ReadonlyMap<string, number> }
}

/** A table at a version, until the next one is asked for. */
export interface TableView {
  version: number
  schema: TableSchema
  filesOf: (dt: string) => TableFile[]
}

/** Every commit from `from` to `to`, both inclusive, oldest first, in one pass over the log. `cancelled`. */
export async function* stepsOf(log: LogReader, from: number, to: number, signal?: AbortSignal): AsyncIterable<Step> {
  const state = await stateBefore(log, from)
  const fold = new HistoryFold(log.table, state)
  const txns = new Map(state?.snapshot.txns)
  for await (const commit of log.commits(from, to)) {
    if (signal !== undefined) throwIfAborted(signal)
    const { commitInfo, txns: set } = commit.actions
    const before = new Map(set.flatMap(({ appId }) => pairOf(appId, txns.get(appId))))
    const after = new Map(set.map(({ appId, version }) => [appId, version]))
    for (const [appId, version] of after) txns.set(appId, version)
    const { operation = 'UNKNOWN', runId } = commitInfo ?? {}
    yield { version: commit.version, operation, runId, partitions: fold.take(commit), txns: { before, after } }
  }
}

/** The table at each of these versions, in ascending order, in one pass over the log. `version.missing`, `cancelled`. */
export async function* viewsOf(log: LogReader, versions: readonly number[], signal?: AbortSignal): AsyncIterable<TableView> {
  const [first, ...later] = [...new Set(versions)].sort((a, b) => a - b)
  if (first === undefined) return
  const state = await log.at(first)
  const fold = new HistoryFold(log.table, state)
  let { schema } = state.snapshot
  let reached = first
  const view = (version: number): TableView => ({ version, schema, filesOf: (dt) => fold.files(dt) })
  yield view(first)
  for (const version of later) {
    for await (const commit of log.commits(reached + 1, version)) {
      if (signal !== undefined) throwIfAborted(signal)
      fold.take(commit)
      const { metaData } = commit.actions
      if (metaData !== undefined) schema = readSchema(metaData, log.table)
    }
    reached = version
    yield view(version)
  }
}

const stateBefore = async (log: LogReader, version: number): Promise<TableState | undefined> =>
  version === 0 ? undefined : log.at(version - 1)

const pairOf = (appId: string, version: number | undefined): [string, number][] =>
  version === undefined ? [] : [[appId, version]]
