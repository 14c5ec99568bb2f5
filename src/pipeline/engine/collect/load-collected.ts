import { WHOLE, type CollectedSpec, type SourcedSpec } from '../../contract'
import { dateIn, loadCalendar, type TradingCalendar } from '../../calendar'
import { AppError } from '../../lib/errors'
import type { Snapshot } from '../../lake/types'
import type { IntervalWindow, StagedLoad } from '../../load/worker-api'
import { partitionOfDate, partitionsBetween } from '../../runs/intervals'
import { askedIntervals } from '../../runs/units'
import type { JobContext } from '../jobs/job'
import type { Attempt } from '../loads/attempt'
import { stageSource, type StageScope } from '../loads/stage-source'
import type { Services } from '../services'
import { collectFiles, type Collection } from './collect-files'
import { watermarkMarker, watermarkOf } from './watermark'
import { windowsOf } from './windows'

/** What a load by hand asks for. */
interface Asked {
  windows: IntervalWindow[]
  /** Column by which only what is new is asked for, and how far it was read. */
  watermark?: { column: string; after: string | undefined } | undefined
  scope: StageScope
}

export interface LoadedCollection {
  spec: SourcedSpec
  staged: StagedLoad
  /** What the commit records beside the rows: how far a watermark was read. */
  markers: ReadonlyMap<string, number>
}

/**
 * A load by hand of a collected dataset: of the partitions from `from` to `to`, of all of a dataset without dates, or of what is beyond
 * the watermark. `usage` where it has neither and no dates are named; `quota.exhausted` ends it, as only a backfill waits.
 */
export async function loadCollected(
  services: Services,
  spec: CollectedSpec,
  range: { from?: string | undefined; to?: string | undefined; again: boolean },
  { job, attempt, base }: { job: JobContext; attempt: Attempt; base: Snapshot | undefined }
): Promise<LoadedCollection> {
  const calendar = spec.calendar === undefined ? undefined : await loadCalendar(services.workspace.root, spec.calendar)
  const { windows, watermark, scope } = askedFor(spec, calendar, range, base, services.clock.now())
  const after = watermark?.after === undefined ? {} : { after: watermark.after }
  const collection: Collection = { spec, windows, ...after, id: job.id, fromRaw: false, wait: giveUp(spec.name) }
  const { spec: sourced, collected } = await collectFiles(services, collection, job, attempt)
  const staged = await stageSource(services, sourced, scope, job, attempt, base)
  const news = collected.watermark === watermark?.after ? undefined : collected.watermark
  const markers = watermark === undefined || news === undefined ? [] : [watermarkMarker(watermark.column, news)]
  return { spec: sourced, staged, markers: new Map(markers) }
}

function askedFor(
  spec: CollectedSpec,
  calendar: TradingCalendar | undefined,
  { from, to, again }: { from?: string | undefined; to?: string | undefined; again: boolean },
  base: Snapshot | undefined,
  now: number
): Asked {
  const { collect } = spec
  const undated = from === undefined && to === undefined
  if (undated && collect.kind === 'table' && collect.watermark !== undefined) {
    const column = collect.watermark
    return { windows: [], watermark: { column, after: again ? undefined : watermarkOf(base, column) }, scope: { again } }
  }
  if (spec.partition === undefined) {
    return { windows: windowsOf(spec, calendar, [WHOLE], now), scope: { only: [WHOLE], intervals: [], again } }
  }
  if (from === undefined) throw datesWanted(spec)
  const dts = partitionsBetween(spec, calendar, from, to ?? partitionOfDate(spec, dateIn(spec.zone, now)))
  const windows = windowsOf(spec, calendar, dts, now)
  if (windows.length === 0) throw nothingYet(spec, from, to)
  const only = [...new Set(windows.map(({ dt }) => dt))]
  return { windows, scope: { only, intervals: askedIntervals({ spec, calendar }, only, undefined, now).read, again } }
}

const datesWanted = ({ name, partition }: CollectedSpec): AppError =>
  new AppError('usage', `${name} is asked for by date: say from which partition on.`, {
    hint: `penstock load ${name} --from ${partition?.grain === 'month' ? 'YYYY-MM --to YYYY-MM' : 'YYYY-MM-DD --to YYYY-MM-DD'}, or a backfill, which also knows what is missing.`,
    details: { dataset: name }
  })

const nothingYet = ({ name }: CollectedSpec, from: string, to: string | undefined): AppError =>
  new AppError(
    'plan.future',
    `Nothing of ${name} can be asked for from ${from} to ${to ?? 'today'}: none of it has begun, or the market was closed.`,
    {
      hint: 'Name dates up to today.',
      details: { dataset: name, from, to: to ?? null }
    }
  )

/** Only a backfill waits: a load by hand would keep others waiting behind it. */
const giveUp =
  (dataset: string): Collection['wait'] =>
  (error) =>
    Promise.reject(
      new AppError('quota.exhausted', error.message, {
        hint: `The answers so far are kept: load ${dataset} again then, or start a backfill, which waits by itself.`,
        retriable: true,
        details: error.details ?? {}
      })
    )
