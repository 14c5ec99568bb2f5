import type { TableVersion } from '../../contract'
import { toInstant } from '../../lib/clock'
import type { Commit, Snapshot, TableFile } from '../../lake/types'
import { emptyPage } from '../columns'
import { emptyIntervals } from '../../runs/states'
import { checkLake } from '../fsck'
import type { JobContext, JobOutcome } from '../jobs/job'
import { localPaths } from '../loads/stage-request'
import { noPartition, operationOf, partitionDetail } from '../partitions/detail'
import { filesOf } from '../partitions/files-of'
import { listPartitions } from '../partitions/list'
import { comparePartition } from '../partitions/compare'
import type { Handlers } from '../protocol/dispatch'
import { readQuarantine } from '../quarantine'
import type { Services } from '../services'

type LakeHandlers = Pick<
  Handlers,
  'lake.partitions' | 'lake.partition' | 'lake.history' | 'lake.rows' | 'lake.quarantine' | 'lake.diff' | 'lake.fsck'
>

export function lakeHandlers(services: Services): LakeHandlers {
  const { datasets, jobs } = services
  return {
    'lake.partitions': async ({ name }) => listPartitions(services, await datasets.get(name)),
    'lake.partition': async ({ name, dt }) => partitionDetail(services, await datasets.get(name), dt),
    'lake.history': async ({ name, dt, limit }) => {
      await datasets.get(name)
      const commits = await services.table(name).history({ limit, ...(dt === undefined ? {} : { dt }) })
      return commits.map(tableVersion)
    },
    'lake.rows': async ({ name, dt, version, limit }, { signal }) => {
      const snapshot = await services.table(name).snapshot(version)
      if (snapshot === undefined) throw noPartition(name, dt)
      const page = await firstRows(services, name, { snapshot, dt, limit }, signal)
      return services.results.keep(page, snapshot.version)
    },
    'lake.quarantine': async (query) => {
      await datasets.get(query.name)
      return readQuarantine(services, query)
    },
    'lake.diff': async ({ name, dt, from, to }, { startedBy, requestId }) => {
      const dataset = await datasets.get(name)
      const spec = { kind: 'diff' as const, title: `${name} ${dt}`, dataset: name, startedBy, requestId, lane: 'read' as const }
      const work = async (job: JobContext): Promise<JobOutcome> => ({
        result: await comparePartition(services, dataset, { dt, from, to }, job)
      })
      return { job: await jobs.start(spec, work) }
    },
    'lake.fsck': async ({ name, deep }, { startedBy, requestId }) => {
      if (name !== undefined) await datasets.get(name)
      const spec = {
        kind: 'fsck' as const,
        title: name ?? '',
        dataset: name ?? null,
        startedBy,
        requestId,
        lane: 'read' as const
      }
      const work = async (job: JobContext): Promise<JobOutcome> => ({ result: await checkLake(services, { name, deep }, job) })
      return { job: await jobs.start(spec, work) }
    }
  }
}

/** Only as many files as the rows need are opened. */
async function firstRows(
  { store, pool }: Services,
  name: string,
  { snapshot, dt, limit }: { snapshot: Snapshot; dt: string; limit: number },
  signal: AbortSignal
) {
  const files = filesOf(snapshot, dt)
  if (files.length === 0 && !emptyIntervals(snapshot).has(dt)) throw noPartition(name, dt)
  const needed = untilRows(files, limit)
  if (needed.length === 0) return emptyPage(snapshot.schema)
  const paths = await localPaths(store, name, needed)
  return pool.read.preview({ files: paths, schema: snapshot.schema, limit }, { signal, progress: () => undefined })
}

function untilRows(files: readonly TableFile[], limit: number): TableFile[] {
  const needed: TableFile[] = []
  let rows = 0
  for (const file of files) {
    if (rows >= limit) break
    if (file.rows > 0) needed.push(file)
    rows += file.rows
  }
  return needed
}

function tableVersion(commit: Commit): TableVersion {
  const { version, committedAt, runId, startedBy, engine, partitions } = commit
  return {
    version,
    committedAt: toInstant(committedAt),
    operation: operationOf(commit.operation),
    runId: runId ?? null,
    startedBy: startedBy ?? null,
    engine: engine ?? null,
    partitions: partitions.map(({ dt, rowsBefore, rowsAfter, digest }) => ({ dt, rowsBefore, rowsAfter, digest: digest ?? null }))
  }
}
