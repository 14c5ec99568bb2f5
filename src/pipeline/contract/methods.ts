import { z } from 'zod'
import { backfill, backfillSummary } from './backfills'
import { marketCalendar } from './calendar'
import { datasetSpec } from './dataset'
import { isoDate } from './dataset-runs'
import { datasetGraph } from './graph'
import { intervalStatus } from './intervals'
import { jobSnapshot } from './jobs'
import { datasetDetail, datasetSummary, partition, partitionDetail, quarantinedRow, tableVersion } from './lake'
import { checkMethods, collectMethods, connectionMethods, deliveryMethods, healthMethods } from './methods-collect'
import { clientRequestId, datasetName, instant, intervalId, partitionId } from './names'
import { attentionNote, overview } from './overview'
import { backfillOptions, backfillPlan, backfillSelection } from './plan'
import { recogniseOverrides } from './recognition'
import { resultHandle, resultPage } from './results'
import { runFilter, runGroup, runRecord, runSummary } from './runs'
import { scheduleStatus, scheduleTick } from './schedules'
import { engineStatus, settings, workspaceInfo } from './workspace'

const method = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R) => ({ params, result })
const none = z.object({}).strict()
const version = z.number().int().min(0)
const job = z.object({ job: z.string() })
const page = z.number().int().min(1).max(500).default(100)
const runId = z.object({ id: z.string().max(64) }).strict()
const started = <S extends z.ZodRawShape>(shape: S) => z.object({ ...shape, clientRequestId }).strict()

const workspaceMethods = {
  'workspace.get': method(none, workspaceInfo),
  'engine.status': method(none, engineStatus),
  'clock.now': method(none, z.object({ now: instant })),
  /** A market calendar of the workspace or, where it has none of that id, of the application. */
  'calendars.get': method(z.object({ id: z.string().max(64) }).strict(), marketCalendar),
  'settings.get': method(none, settings),
  'settings.set': method(started({ patch: settings.partial() }), settings)
}

const datasetMethods = {
  'datasets.list': method(none, z.array(datasetSummary)),
  'datasets.get': method(z.object({ name: datasetName }).strict(), datasetDetail),
  /** Writes the dataset file; `dataset.exists` unless `replace`. */
  'datasets.save': method(started({ spec: datasetSpec, replace: z.boolean() }), datasetDetail),
  /** Moves the dataset file and its table aside; `datasets.restore` brings both back. */
  'datasets.remove': method(started({ name: datasetName }), z.object({ trash: z.string() })),
  'datasets.restore': method(started({ trash: z.string().regex(/^[a-z0-9-]{8,80}$/) }), datasetDetail)
}

const lakeMethods = {
  'lake.partitions': method(z.object({ name: datasetName }).strict(), z.array(partition)),
  'lake.partition': method(z.object({ name: datasetName, dt: partitionId }).strict(), partitionDetail),
  'lake.history': method(
    z.object({ name: datasetName, dt: partitionId.optional(), limit: z.number().int().min(1).max(1000).default(200) }).strict(),
    z.array(tableVersion)
  ),
  /** First rows of a partition without a query: only the footer and the first row groups are read. */
  'lake.rows': method(
    z
      .object({
        name: datasetName,
        dt: partitionId,
        version: version.optional(),
        limit: z.number().int().min(1).max(10_000).default(200)
      })
      .strict(),
    resultHandle
  ),
  'lake.quarantine': method(
    z
      .object({
        name: datasetName,
        dt: partitionId.optional(),
        run: z.string().max(64).optional(),
        from: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1000).default(200)
      })
      .strict(),
    z.object({ total: z.number().int(), rows: z.array(quarantinedRow) })
  ),
  /** Job `diff`, result PartitionDiff. */
  'lake.diff': method(started({ name: datasetName, dt: partitionId, from: version, to: version }), job),
  /** Job `undo`, result LoadResult: to a version (of one partition or all), or what one run changed. */
  'lake.undo': method(
    started({ name: datasetName, version: version.optional(), dt: partitionId.optional(), run: z.string().max(64).optional() }),
    job
  ),
  /** Job `fsck`, result FsckReport. `deep` re-reads every file and recomputes its digest. */
  'lake.fsck': method(started({ name: datasetName.optional(), deep: z.boolean() }), job)
}

const sourceMethods = {
  /** Job `recognise`, result Recognition. */
  'sources.recognise': method(
    started({ location: z.string().min(1).max(4096), name: datasetName.optional(), overrides: recogniseOverrides }),
    job
  ),
  /** Job `check`, result LoadCheck: what a load of this spec would do. */
  'sources.check': method(started({ spec: datasetSpec }), job),
  /** Folders and files of the engine's machine, for picking a source. */
  'sources.browse': method(
    z.object({ path: z.string().max(4096).optional() }).strict(),
    z.object({
      path: z.string(),
      parent: z.string().nullable(),
      entries: z.array(
        z.object({ name: z.string(), path: z.string(), kind: z.enum(['file', 'folder']), bytes: z.number().int() })
      )
    })
  )
}

const runMethods = {
  /** Job `load`, result LoadResult. `again` loads inputs that an append has seen before. */
  'loads.start': method(
    started({ name: datasetName, from: partitionId.optional(), to: partitionId.optional(), again: z.boolean().default(false) }),
    job
  ),
  /** Newest first; `runs.get` has the whole of one. */
  'runs.list': method(
    z.object({ filter: runFilter.default({}), from: z.number().int().min(0).default(0), limit: page }).strict(),
    z.object({ total: z.number().int(), runs: z.array(runSummary) })
  ),
  /** All runs of a filter summed, the group with the newest run first; days are those of `zone`. */
  'runs.groups': method(
    z.object({ filter: runFilter.default({}), by: z.enum(['dataset', 'day']), zone: z.string().max(64).default('UTC') }).strict(),
    z.array(runGroup)
  ),
  'runs.get': method(runId, runRecord),
  /** How long the runs of a dataset took, oldest first: the newest `limit` that did something. */
  'runs.durations': method(
    z.object({ name: datasetName, limit: page }).strict(),
    z.array(z.object({ run: z.string(), at: instant, seconds: z.number(), partitions: z.number().int(), outlier: z.boolean() }))
  ),
  /** Job `proof`, result Proof: of a run or a backfill. */
  'runs.proof': method(started({ id: z.string().max(64) }), job),
  /** Job `undo`, result LoadResult with the partitions of all datasets: takes back what a run or backfill changed, one commit a dataset. */
  'runs.undo': method(started({ id: z.string().max(64) }), job)
}

const backfillMethods = {
  /** What would run. Nothing starts. */
  'backfills.plan': method(
    z.object({ selection: backfillSelection, options: backfillOptions.default({ follow: true }) }).strict(),
    backfillPlan
  ),
  /** Job `backfill`, result BackfillResult; `hash` of the plan that was shown: `plan.stale` (details: PlanDifference) where it no longer holds. */
  'backfills.start': method(
    started({
      selection: backfillSelection,
      options: backfillOptions.default({ follow: true }),
      hash: z.string().max(128).optional()
    }),
    z.object({ id: z.string(), job: z.string() })
  ),
  'backfills.list': method(
    z.object({ name: datasetName.optional(), active: z.boolean().default(false), limit: page }).strict(),
    z.array(backfillSummary)
  ),
  'backfills.get': method(runId, backfill),
  'backfills.pause': method(runId, backfill),
  'backfills.resume': method(runId, backfill),
  'backfills.cancel': method(runId, backfill),
  /** Job `staged-diff`, result PartitionDiff: of a staged partition against the table. */
  'backfills.diff': method(started({ id: z.string().max(64), dataset: datasetName, dt: partitionId }), job),
  /** Publishes what was staged, one commit a dataset; `plan.stale` where the table changed meanwhile. */
  'backfills.publish': method(started({ id: z.string().max(64) }), backfill),
  /** Throws away what was staged. */
  'backfills.discard': method(started({ id: z.string().max(64) }), backfill)
}

const flowMethods = {
  'graph.get': method(none, datasetGraph),
  /** Intervals from `from` to `to` (dates, inclusive) with what became of each; the newest 400 where neither is named. */
  'intervals.list': method(
    z.object({ name: datasetName, from: isoDate.optional(), to: isoDate.optional() }).strict(),
    z.array(intervalStatus)
  ),
  'schedules.list': method(none, z.array(scheduleStatus)),
  'schedules.ticks': method(z.object({ name: datasetName.optional(), limit: page }).strict(), z.array(scheduleTick)),
  'schedules.pause': method(started({ name: datasetName, paused: z.boolean() }), scheduleStatus),
  /** Checks now whether the source of an interval has come. */
  'schedules.run': method(
    started({ name: datasetName, interval: intervalId.optional() }),
    z.object({ id: z.string().nullable() })
  ),
  'overview.get': method(none, overview),
  /** An empty text takes the note away. */
  'overview.note': method(
    started({ name: datasetName, text: z.string().max(2000), snoozedUntil: instant.nullable() }),
    attentionNote.nullable()
  )
}

const jobMethods = {
  'jobs.list': method(z.object({ limit: z.number().int().min(1).max(500).default(50) }).strict(), z.array(jobSnapshot)),
  'jobs.get': method(z.object({ id: z.string().max(64) }).strict(), jobSnapshot),
  /** `already.done` after the commit. */
  'jobs.cancel': method(z.object({ id: z.string().max(64) }).strict(), jobSnapshot)
}

const resultMethods = {
  /** The reply is a frame whose header holds ResultPage and whose buffers hold the columns. */
  'result.page': method(
    z
      .object({
        handle: z.string().max(64),
        from: z.number().int().min(0),
        to: z.number().int().min(0),
        columns: z.array(z.string()).optional()
      })
      .strict(),
    resultPage
  ),
  'result.close': method(z.object({ handle: z.string().max(64) }).strict(), none)
}

/** Every call that a window, a browser or the command line may make of the engine. */
export const methods = {
  ...workspaceMethods,
  ...datasetMethods,
  ...lakeMethods,
  ...sourceMethods,
  ...runMethods,
  ...backfillMethods,
  ...flowMethods,
  ...connectionMethods,
  ...collectMethods,
  ...checkMethods,
  ...deliveryMethods,
  ...healthMethods,
  ...jobMethods,
  ...resultMethods
}
export type Methods = typeof methods
export type MethodName = keyof Methods
/** What a client sends (defaults may be left out). */
export type ParamsOf<M extends MethodName> = z.input<Methods[M]['params']>
/** What a handler gets. */
export type ParsedParamsOf<M extends MethodName> = z.output<Methods[M]['params']>
export type ResultOf<M extends MethodName> = z.output<Methods[M]['result']>
