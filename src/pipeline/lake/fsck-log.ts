import { toErrorData } from '../lib/errors'
import { Fold, type TableState } from './fold'
import type { Finding } from './finding'
import { completeForeignFiles } from './foreign-files'
import { commitKey, listLog, type CheckpointFiles, type LogFiles } from './log-files'
import { LogReader, type ReadCommit } from './log-reader'
import type { ObjectStore } from './object-store'
import { decodePath } from './paths'

export interface LogFindings {
  findings: Finding[]
  /** The newest state that the log gives; undefined where it gives none. */
  state: TableState | undefined
  /** Every path that some version names. */
  named: Set<string>
}

/** Reads every commit by itself, then compares what they add up to with what the newest checkpoint says. */
export async function checkLog(store: ObjectStore, table: string): Promise<LogFindings> {
  const files = await listLog(store, table)
  const reader = new LogReader(store, table)
  const findings: Finding[] = gaps(table, files)
  const commits = await readAll(reader, files, findings)
  const named = new Set(
    commits.flatMap(({ actions }) => [...actions.adds, ...actions.removes].map(({ path }) => decodePath(path, table)))
  )
  const whole = commits[0]?.version === 0 && findings.length === 0
  const folded = whole ? await foldAll(store, table, commits, findings) : undefined
  await checkCheckpoints(reader, files, folded, findings)
  const state = folded ?? (await reader.latest().catch((error: unknown) => damaged(findings, table, error)))
  for (const path of [...(state?.adds.keys() ?? []), ...(state?.removed.keys() ?? [])]) named.add(path)
  return { findings, state, named }
}

function gaps(table: string, { commits, checkpoints }: LogFiles): Finding[] {
  const findings: Finding[] = []
  let expected = commits[0] ?? 0
  if (expected > 0 && !checkpoints.some(({ version }) => version >= expected - 1)) expected = 0
  for (const version of commits) {
    for (; expected < version; expected += 1) {
      const path = commitKey(table, expected)
      findings.push({ level: 'error', kind: 'log.gap', path, message: `Commit ${expected} is missing.` })
    }
    expected = version + 1
  }
  return findings
}

async function readAll(reader: LogReader, { commits }: LogFiles, findings: Finding[]): Promise<ReadCommit[]> {
  const read: ReadCommit[] = []
  for (const version of commits) {
    const commit = await reader.readCommit(version).catch((error: unknown) => {
      findings.push({
        level: 'error',
        kind: 'log.corrupt',
        path: commitKey(reader.table, version),
        message: toErrorData(error).message
      })
    })
    if (commit !== undefined) read.push(commit)
  }
  return read
}

async function foldAll(
  store: ObjectStore,
  table: string,
  commits: readonly ReadCommit[],
  findings: Finding[]
): Promise<TableState | undefined> {
  try {
    const fold = new Fold(table)
    for (const { version, actions, committedAt } of commits) fold.commit(version, actions, committedAt)
    return await completeForeignFiles(store, table, fold.state())
  } catch (error) {
    damaged(findings, table, error)
    return
  }
}

/** The newest checkpoint decides what a reader sees: with the commits after it, it must give what all commits give. */
async function checkCheckpoints(
  reader: LogReader,
  { checkpoints }: LogFiles,
  folded: TableState | undefined,
  findings: Finding[]
): Promise<void> {
  for (const checkpoint of checkpoints) {
    if (await reader.readable(checkpoint)) continue
    findings.push({
      level: 'warning',
      kind: 'checkpoint',
      path: pathOf(checkpoint),
      message: 'This checkpoint cannot be read; commits are read instead.'
    })
  }
  const newest = checkpoints.at(-1)
  const seen = newest === undefined || folded === undefined ? undefined : await reader.latest().catch(() => undefined)
  if (newest === undefined || seen === undefined || folded === undefined || same(seen, folded)) return
  findings.push({
    level: 'error',
    kind: 'checkpoint',
    path: pathOf(newest),
    message: 'This checkpoint tells of other files or columns than the commits do.'
  })
}

function same(a: TableState, b: TableState): boolean {
  const files = (state: TableState): string =>
    JSON.stringify([...state.snapshot.files.values()].map(({ path, bytes, rows }) => [path, bytes, rows]).sort())
  return (
    files(a) === files(b) &&
    a.metaData.id === b.metaData.id &&
    a.metaData.schemaString === b.metaData.schemaString &&
    JSON.stringify([...a.snapshot.txns].sort()) === JSON.stringify([...b.snapshot.txns].sort())
  )
}

const pathOf = ({ parts }: CheckpointFiles): string => parts[0] ?? ''

function damaged(findings: Finding[], path: string, error: unknown): undefined {
  const { message } = toErrorData(error)
  if (!findings.some((finding) => finding.kind.startsWith('log.')))
    findings.push({ level: 'error', kind: 'log.corrupt', path, message })
  return undefined
}
