import { WHOLE, type DatasetSpec, type Partition } from '../../contract'
import { loadCalendar, type TradingCalendar } from '../../calendar'
import { toInstant } from '../../lib/clock'
import { partitionsOf, type PartitionContent } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { Services } from '../services'
import { expectedPartitions } from './expected'
import { troubles, type Trouble } from './troubles'

const DT = /^(\d{4}-\d{2}(-\d{2})?|all)$/

/** All partitions of a dataset in ascending order: those in the table, those expected between them, those at work or in trouble. */
export async function listPartitions(services: Services, spec: DatasetSpec): Promise<Partition[]> {
  const snapshot = await services.table(spec.name).snapshot()
  const found = presentPartitions(snapshot)
  for (const dt of await expected(services, spec, [...found.keys()])) if (!found.has(dt)) found.set(dt, absent(dt, 'missing'))
  applyTroubles(found, troubles(services.state.runs, spec.name))
  applyRunning(services, spec, found)
  return [...found.values()].sort((a, b) => (a.dt < b.dt ? -1 : 1))
}

function presentPartitions(snapshot: Snapshot | undefined): Map<string, Partition> {
  const found = new Map<string, Partition>()
  if (snapshot === undefined) return found
  for (const [dt, content] of partitionsOf(snapshot)) if (DT.test(dt)) found.set(dt, present(content))
  for (const key of snapshot.txns.keys()) {
    const dt = key.startsWith(INTERVAL) ? key.slice(INTERVAL.length) : ''
    if (DT.test(dt) && !found.has(dt)) found.set(dt, absent(dt, 'empty'))
  }
  return found
}

/** A foreign OPTIMIZE drops empty files; the marker keeps that the window was loaded and held nothing. */
const INTERVAL = 'penstock/interval/'

function present({ dt, rows, bytes, files, digest, version, writtenAt, schemaId, quarantined }: PartitionContent): Partition {
  return {
    ...{ dt, rows, bytes, files, version, quarantined },
    state: rows === 0 ? 'empty' : 'ok',
    digest: digest ?? null,
    writtenAt: toInstant(writtenAt),
    schemaId: schemaId ?? null
  }
}

const absent = (dt: string, state: Partition['state']): Partition => ({
  ...{ dt, state, rows: 0, bytes: 0, files: 0, quarantined: 0 },
  ...{ version: null, digest: null, writtenAt: null, schemaId: null }
})

async function expected(services: Services, spec: DatasetSpec, present: string[]): Promise<string[]> {
  if (spec.partition === undefined) return []
  return expectedPartitions(present, spec.partition.grain, await calendarOf(services, spec))
}

/** A calendar that cannot be read must not hide the table: the days are then told from the data. */
async function calendarOf({ workspace, logger }: Services, spec: DatasetSpec): Promise<TradingCalendar | undefined> {
  if (spec.calendar === undefined) return undefined
  try {
    return await loadCalendar(workspace.root, spec.calendar)
  } catch (error) {
    logger.warn('the calendar of a dataset cannot be used', { dataset: spec.name, error: String(error) })
    return undefined
  }
}

/** Failed and refused windows: partitions in them whose last run went wrong. */
function applyTroubles(found: Map<string, Partition>, problems: readonly Trouble[]): void {
  for (const { state, error, covers, named } of problems) {
    for (const dt of named) if (DT.test(dt) && !found.has(dt)) found.set(dt, absent(dt, state))
    for (const partition of found.values()) {
      if (partition.error === undefined && covers(partition.dt)) found.set(partition.dt, { ...partition, state, error })
    }
  }
}

/** A load without a window may touch every partition. */
function applyRunning({ jobs, state }: Services, spec: DatasetSpec, found: Map<string, Partition>): void {
  const job = jobs.running().find(({ dataset, kind, state: at }) => dataset === spec.name && kind === 'load' && at !== 'queued')
  const window = job === undefined ? undefined : state.runs.windowOf(job.id)
  if (window === undefined) return
  for (const partition of found.values()) {
    if (inWindow(partition.dt, window)) found.set(partition.dt, { ...partition, state: 'running' })
  }
  for (const dt of [window.from, window.to]) {
    if (dt !== undefined && dt !== WHOLE && !found.has(dt)) found.set(dt, absent(dt, 'running'))
  }
}

const inWindow = (dt: string, { from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  (from === undefined || dt >= from) && (to === undefined || dt <= to)
