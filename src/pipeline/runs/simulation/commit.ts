import type { RunRecord } from '../../contract'
import { filesByPartition } from '../../lake/partitions'
import { saidAnew } from '../../lake/run-tags'
import type { CommitDraft, Snapshot, TableFile } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { MadeUnit } from '../units'
import type { Process } from './process'
import { resultOf, wentWell } from './run-records'

type Made = Pick<MadeUnit, 'base' | 'staged' | 'markers'>

/** Commits what was made and writes down that it ended; a crash may come between any two steps. */
export function commitMade(process: Process, run: RunRecord, made: Made, operation: CommitDraft['operation']): void {
  const { durable, chaos, at } = process
  const draft = draftOf(run, made, operation, at)
  if (draft.partitions.size === 0 && made.markers.size === 0) {
    durable.putRun(wentWell(run, made.staged, null), [])
    return
  }
  const version = (durable.lake.snapshot(run.dataset)?.version ?? -1) + 1
  durable.journal.set(run.id, resultOf(run.id, made.staged, version))
  chaos.mayCrash()
  durable.lake.commit(run.dataset, draft, run.backfill, at)
  process.witness.tell(at, `${run.id} commits ${run.dataset} ${[...draft.partitions.keys()].join()} as version ${version}`)
  chaos.mayCrash()
  durable.putRun({ ...wentWell(run, made.staged, version), versionBefore: version === 0 ? null : version - 1 }, [])
  chaos.mayCrash()
}

export function draftOf(
  run: RunRecord,
  { base, staged, markers }: Made,
  operation: CommitDraft['operation'],
  at: number
): CommitDraft {
  const partitions = staged.partitions.flatMap((part) => {
    const files = part.change === 'unchanged' ? toldAnew(base, part) : [fileOf(run, part, at)]
    return files.length === 0 ? [] : [[part.dt, files] as const]
  })
  return { operation, runId: run.id, startedBy: run.startedBy, partitions: new Map(partitions), txns: markers }
}

/** A partition with the same rows, made from other inputs. */
function toldAnew(base: Snapshot | undefined, { dt, madeFrom, query }: StagedLoad['partitions'][number]): TableFile[] {
  const before = base === undefined || madeFrom === undefined ? [] : (filesByPartition(base.files.values()).get(dt) ?? [])
  const files = before.map((file) => ({ ...file, madeFrom, query }))
  return saidAnew(before, files).length === 0 ? [] : files
}

const fileOf = ({ id }: RunRecord, part: StagedLoad['partitions'][number], modifiedAt: number): TableFile => ({
  ...{ path: `${part.dt}/${id}.parquet`, dt: part.dt, bytes: part.rows, rows: part.rows, modifiedAt, stats: undefined },
  ...{ digest: part.digest, schemaId: 'schema', runId: id, inputs: [], quarantined: 0 },
  ...{ intervals: part.intervals, madeFrom: part.madeFrom, query: part.query }
})
