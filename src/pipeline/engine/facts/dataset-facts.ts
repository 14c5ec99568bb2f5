import { isCollected, isSourced, type DatasetSpec } from '../../contract'
import { loadCalendar, type TradingCalendar } from '../../calendar'
import { toErrorData } from '../../lib/errors'
import { queryHash } from '../../load/query-hash'
import { sourceFiles } from '../../load/source/source-files'
import type { DatasetFacts } from '../../runs/types'
import { s3AccessFor } from '../connections/s3-access'
import type { Services } from '../services'
import { askingFacts } from '../collect/asking-facts'
import { runningPartitions, troubledPartitions } from './in-flight'
import { emptyIntervals, partitionFacts } from '../../runs/states'

/** Earlier runs that a duration is told from. */
const EARLIER = 20

export interface FactsOptions {
  /** List the files of sources as well: needed for plans only. */
  sources: boolean
}

/** All that is known of one dataset now. */
export async function datasetFacts(services: Services, spec: DatasetSpec, { sources }: FactsOptions): Promise<DatasetFacts> {
  const [snapshot, calendar, listed] = await Promise.all([
    services.table(spec.name).snapshot(),
    calendarOf(services, spec),
    sources ? listSource(services, spec) : { source: isCollected(spec) ? null : undefined }
  ])
  const partitions = partitionFacts(snapshot)
  return {
    ...{ spec, calendar, partitions, ...listed },
    version: snapshot?.version ?? null,
    emptyIntervals: emptyIntervals(snapshot),
    running: runningPartitions(services, spec, { partitions }),
    troubles: troubledPartitions(services, spec, calendar, { partitions }),
    earlier: services.state.runs.experience(spec.name, EARLIER),
    query: spec.derive === undefined ? undefined : queryHash(spec.derive.sql)
  }
}

/** A calendar that cannot be read must not hide the table: the days are then told from the data. */
export async function calendarOf({ workspace, logger }: Services, spec: DatasetSpec): Promise<TradingCalendar | undefined> {
  if (spec.calendar === undefined) return undefined
  try {
    return await loadCalendar(workspace.root, spec.calendar)
  } catch (error) {
    logger.warn('the calendar of a dataset cannot be used', { dataset: spec.name, error: String(error) })
    return undefined
  }
}

/** A source that cannot be listed hides no plan: what runs says why it fails. */
async function listSource(services: Services, spec: DatasetSpec): Promise<Pick<DatasetFacts, 'source' | 'listing' | 'asking'>> {
  const { workspace, logger } = services
  if (isCollected(spec)) return askingFacts(services, spec)
  if (!isSourced(spec)) return { source: undefined }
  try {
    const s3 = await s3AccessFor(services, spec.source)
    return { source: await sourceFiles(spec, workspace.root, new AbortController().signal, s3) }
  } catch (error) {
    const listing = toErrorData(error)
    logger.info('a source cannot be listed', { dataset: spec.name, error: listing.message })
    return { source: null, listing }
  }
}
