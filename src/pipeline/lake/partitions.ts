import type { InputRef, PartitionVersion } from '../contract'
import { toInstant } from '../lib/clock'
import { combineDigests } from './digest'
import type { Commit, IntervalRows, MadeFrom, Snapshot, TableFile } from './types'

/** A partition as the log has it. A partition without rows has a file of 0 rows; one without files does not exist. */
export interface PartitionContent {
  dt: string
  rows: number
  bytes: number
  files: number
  /** Of all its rows; undefined where a file has none, or several algorithms are mixed. */
  digest: string | undefined
  /** The table's version that last changed its files. */
  version: number
  /** ms since the epoch: when its newest file was written. */
  writtenAt: number
  /** Of its newest file. */
  schemaId: string | undefined
  quarantined: number
  inputs: InputRef[]
  /** Rows by interval; undefined where one of its files does not say. */
  intervals: IntervalRows | undefined
  /** Of a derived partition: what it was made from, and the SHA-256 of its query. */
  madeFrom: readonly MadeFrom[] | undefined
  query: string | undefined
}

/** Files of each partition, in path order. */
export function filesByPartition(files: Iterable<TableFile>): Map<string, TableFile[]> {
  const groups = new Map<string, TableFile[]>()
  for (const file of files) {
    const group = groups.get(file.dt)
    if (group === undefined) groups.set(file.dt, [file])
    else group.push(file)
  }
  for (const group of groups.values()) group.sort((a, b) => (a.path < b.path ? -1 : 1))
  return groups
}

const ofSnapshots = new WeakMap<Snapshot, ReadonlyMap<string, PartitionContent>>()

/** All partitions of a snapshot, ascending; worked out once for each snapshot. */
export function partitionsOf(snapshot: Snapshot): ReadonlyMap<string, PartitionContent> {
  const known = ofSnapshots.get(snapshot)
  if (known !== undefined) return known
  const groups = [...filesByPartition(snapshot.files.values())].sort(([a], [b]) => (a < b ? -1 : 1))
  const made = new Map(groups.map(([dt, files]) => [dt, contentOf(dt, files, snapshot.changedIn.get(dt) ?? snapshot.version)]))
  ofSnapshots.set(snapshot, made)
  return made
}

/** Of partitions of one file, which most are: they stay the same in all snapshots that hold the file. */
const ofFiles = new WeakMap<TableFile, PartitionContent>()

/** Sums over the files of one partition. */
function contentOf(dt: string, files: readonly TableFile[], version: number): PartitionContent {
  const [file] = files
  const known = file === undefined || files.length > 1 ? undefined : ofFiles.get(file)
  if (known?.version === version) return known
  const made = sumOf(dt, files, version)
  if (file !== undefined && files.length === 1) ofFiles.set(file, made)
  return made
}

function sumOf(dt: string, files: readonly TableFile[], version: number): PartitionContent {
  const newest = files.reduce<TableFile | undefined>(
    (best, file) => (best && best.modifiedAt > file.modifiedAt ? best : file),
    undefined
  )
  const inputs = files.flatMap((file) => file.inputs)
  return {
    dt,
    rows: sum(files, (file) => file.rows),
    bytes: sum(files, (file) => file.bytes),
    files: files.length,
    digest: combineDigests(files.map((file) => file.digest)),
    version,
    writtenAt: newest?.modifiedAt ?? 0,
    schemaId: newest?.schemaId,
    quarantined: sum(files, (file) => file.quarantined),
    inputs: [...new Map(inputs.map((input) => [JSON.stringify([input.name, input.sha256]), input])).values()],
    intervals: files.every(({ intervals }) => intervals !== undefined) ? newest?.intervals : undefined,
    madeFrom: newest?.madeFrom,
    query: newest?.query
  }
}

/** The commits that changed one partition as its list of versions, newest first; `commits` as DeltaTable.history gives them. */
export function versionsOf(commits: readonly Commit[], dt: string): PartitionVersion[] {
  const versions = commits.flatMap((commit) => {
    const change = commit.partitions.find((partition) => partition.dt === dt)
    return change === undefined ? [] : [{ commit, change }]
  })
  return versions.map(({ commit, change }, index) => ({
    version: commit.version,
    committedAt: toInstant(commit.committedAt),
    operation: commit.operation,
    runId: commit.runId ?? null,
    startedBy: commit.startedBy ?? null,
    rows: change.rowsAfter,
    bytes: change.bytesAfter,
    digest: change.digest ?? null,
    schemaId: change.schemaId ?? null,
    current: index === 0
  }))
}

const sum = (files: readonly TableFile[], of: (file: TableFile) => number): number =>
  files.reduce((total, file) => total + of(file), 0)
