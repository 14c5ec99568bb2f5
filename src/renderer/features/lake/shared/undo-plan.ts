import type { PartitionDetail, TableVersion } from '../../../../pipeline/contract'

/** What an undo would do, named before it is done: each partition with its rows now and after (null: it will not be there). */
export interface UndoPlan {
  dataset: string
  /** Version whose change is taken back. */
  version: number
  startedBy: string | null
  /** How the engine is asked. */
  ask: { version: number; dt: string } | { run: string }
  partitions: { dt: string; rowsNow: number; rowsAfter: number | null }[]
  /** Partitions that go back although they were not selected. */
  beyond: number
}

type Span = { from: string; to: string } | null

const within = (span: Span, dt: string): boolean => span === null || (dt >= span.from && dt <= span.to)

/** The last change of one partition; undefined where it was never written. */
export function undoPartition({ dataset, partition, versions }: PartitionDetail): UndoPlan | undefined {
  const at = versions.findIndex((version) => version.current)
  const current = versions[at]
  if (current === undefined) return undefined
  const older = versions[at + 1]
  const target = older?.version ?? current.version - 1
  if (target < 0)
    return current.runId === null
      ? undefined
      : byRun(dataset, current.version, current.startedBy, current.runId, partition.dt, current.rows)
  return {
    dataset,
    version: current.version,
    startedBy: current.startedBy,
    ask: { version: target, dt: partition.dt },
    partitions: [{ dt: partition.dt, rowsNow: current.rows, rowsAfter: older?.rows ?? null }],
    beyond: 0
  }
}

const byRun = (
  dataset: string,
  version: number,
  startedBy: string | null,
  run: string,
  dt: string,
  rowsNow: number
): UndoPlan => ({
  dataset,
  version,
  startedBy,
  ask: { run },
  partitions: [{ dt, rowsNow, rowsAfter: null }],
  beyond: 0
})

/** All that one commit changed, by its run; undefined for commits that Penstock did not make. */
export function undoCommit(dataset: string, commit: TableVersion, selected: Span = null): UndoPlan | undefined {
  if (commit.runId === null || commit.partitions.length === 0) return undefined
  return {
    dataset,
    version: commit.version,
    startedBy: commit.startedBy,
    ask: { run: commit.runId },
    partitions: commit.partitions.map(({ dt, rowsBefore, rowsAfter }) => ({ dt, rowsNow: rowsAfter, rowsAfter: rowsBefore })),
    beyond: commit.partitions.filter(({ dt }) => !within(selected, dt)).length
  }
}

/** The newest commit that changed a partition of the span (all partitions without one). */
export function lastChange(history: readonly TableVersion[], range: Span): TableVersion | undefined {
  return history
    .toSorted((left, right) => right.version - left.version)
    .find((commit) => commit.partitions.some(({ dt }) => within(range, dt)))
}
