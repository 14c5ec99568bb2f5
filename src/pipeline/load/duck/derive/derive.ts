import { availableParallelism, totalmem } from 'node:os'
import { AppError } from '../../../lib/errors'
import { schemaIdOf } from '../../../lake/schema-id'
import type { DeriveRequest, StagedLoad, WorkContext } from '../../worker-api'
import { Digests } from '../digests'
import { sizeOf } from '../file-sizes'
import { inLanes } from '../lanes'
import { numberOf } from '../row'
import { Session } from '../session'
import { literals } from '../sql'
import { derivePartition, type DerivedPartition } from './derive-partition'
import { spillBound } from './spill-bound'
import { TimeLimit } from './time-limit'

export interface DeriveLimits {
  /** Bytes of memory of each lane. */
  memory: number
  /** Bytes of temporary files, at most. */
  temporary: number
  /** ms that the query of one partition may take. */
  time: number
}

export const deriveLimits: DeriveLimits = { memory: 600e6, temporary: 16e9, time: 10 * 60_000 }

/** Above so many bytes of input a partition needs the memory for itself. */
const LARGE = 16 * 2 ** 20
/** Their memory together stays below the bound at which the process is killed. */
const MOST_LANES = 3

/**
 * Makes partitions of a derived dataset by its SQL, each by one of several connections to a DuckDB that may read only the given files;
 * a statement uses one thread. `tables`: what the SQL reads, as the gate told it. Errors: `sql.invalid`, `sql.outside_lake`, `sql.resources`, `derive.outside`, `schema.breaking`, `load.duplicate_keys`.
 */
export async function derive(
  request: DeriveRequest,
  tables: readonly string[],
  context: WorkContext,
  limits = deriveLimits
): Promise<StagedLoad> {
  const { spec, partitions, staging, scratch, current } = request
  const files = [...new Set(partitions.flatMap(({ inputs }) => inputs.flatMap((input) => input.files)))]
  const before = current?.partitions.flatMap((partition) => partition.files) ?? []
  const bytesRead = await sizeOf(files)
  const count = bytesRead / Math.max(1, partitions.length) > LARGE ? 1 : laneCount(partitions.length, limits.memory)
  const limit = new TimeLimit(context.signal, limits.time)
  const confinement = {
    files: [...files, ...before],
    staging,
    memory: `${limits.memory * count}B`,
    temporary: `${Math.floor(await spillBound(scratch, limits.temporary))}B`,
    zone: spec.zone
  }
  const lanes = await Session.confined(scratch, { ...context, signal: limit.signal }, confinement, count)
  const [first] = lanes
  try {
    const digests = await Digests.of(first)
    const rowsRead = await countRows(first, files)
    const work = { request, tables, digests }
    const made = new Map<string, DerivedPartition>()
    first.report.counted(rowsRead)
    await inLanes(lanes, partitions, async (lane, partition) => {
      first.report.tell({ phase: 'reading', from: 0, to: 0.95, subject: partition.dt }, made.size / partitions.length)
      made.set(partition.dt, await limit.within(spec.name, partition.dt, () => derivePartition(lane, work, partition)))
    })
    return staged(
      request,
      partitions.flatMap(({ dt }) => made.get(dt) ?? []),
      { rowsRead, bytesRead }
    )
  } finally {
    first.close()
  }
}

/** Their memory together is no more than a quarter of the machine's. */
const laneCount = (partitions: number, memory: number): number =>
  Math.max(1, Math.min(partitions, availableParallelism(), MOST_LANES, Math.floor(totalmem() / 4 / memory)))

function staged(
  { spec, current }: DeriveRequest,
  made: readonly DerivedPartition[],
  read: { rowsRead: number; bytesRead: number }
): StagedLoad {
  const schema = made[0]?.schema ?? current?.schema
  if (schema === undefined) throw new AppError('plan.empty', `No partition of ${spec.name} was asked for.`)
  const schemaId = schemaIdOf(schema)
  if (made.some((one) => schemaIdOf(one.schema) !== schemaId)) {
    throw new AppError('schema.breaking', `The query of ${spec.name} gives other columns for some partitions than for others.`, {
      hint: 'Cast each column to one type in the SQL.'
    })
  }
  const partitions = made.map(({ partition }) => partition)
  return {
    schema,
    schemaId,
    inputs: [],
    ...read,
    rowsWritten: partitions.reduce((sum, { rows }) => sum + rows, 0),
    rowsQuarantined: 0,
    rowsSuperseded: 0,
    partitions,
    quarantine: [],
    quarantineSample: [],
    notes: []
  }
}

/** Told from the footers. */
async function countRows(session: Session, files: readonly string[]): Promise<number> {
  if (files.length === 0) return 0
  const [row] = await session.rows(`SELECT sum(num_rows)::BIGINT AS rows FROM parquet_file_metadata(${literals(files)})`)
  return numberOf(row, 'rows')
}
