import { z } from 'zod'
import { anomalySpec, checkSpec, checkSuggestion, measureSeries } from './checks'
import { collectSpec, collectTemplate } from './collect'
import { connectionSpec, connectionSummary, profileState, secretName, secretStore, variablesFile } from './connections'
import { datasetSpec } from './dataset'
import { deliveryStatus, newShare, share } from './deliveries'
import { errorData } from './errors'
import { health } from './health'
import { incident, incidentAction, incidentFilter, incidentSummary } from './incidents'
import { clientRequestId, datasetName, fieldName, partitionId } from './names'

const method = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R) => ({ params, result })
const none = z.object({}).strict()
const job = z.object({ job: z.string() })
const named = z.object({ name: datasetName }).strict()
const started = <S extends z.ZodRawShape>(shape: S) => z.object({ ...shape, clientRequestId }).strict()

export const connectionMethods = {
  'connections.list': method(none, z.array(connectionSummary)),
  'connections.get': method(named, connectionSummary),
  /** Writes the connection file; `connection.exists` unless `replace`. */
  'connections.save': method(started({ spec: connectionSpec, replace: z.boolean() }), connectionSummary),
  /** Refused (`connection.used`) while a dataset uses it. Its secrets are forgotten. */
  'connections.remove': method(started({ name: datasetName }), none),
  /** Write-only: nothing ever tells the value. An empty text forgets it. `secret.no_store` where it is kept in memory only is told in `from`. */
  'connections.secret': method(
    started({ name: datasetName, secret: secretName, value: z.string().max(65_536) }),
    connectionSummary
  ),
  /** Job `connection-test`, result ConnectionTest; of a spec that is not saved where one is given. */
  'connections.test': method(started({ name: datasetName, spec: connectionSpec.optional() }), job),
  'secrets.store': method(none, secretStore),
  'variables.get': method(none, variablesFile),
  'variables.save': method(started({ file: variablesFile }), variablesFile),
  'profiles.get': method(none, profileState),
  /** The next start of the engine opens that profile; a host that can starts it anew at once. */
  'profiles.use': method(started({ profile: fieldName }), profileState)
}

export const collectMethods = {
  'templates.list': method(none, z.array(collectTemplate)),
  /** Files of the workspace's `templates/` that cannot be used, and why. */
  'templates.problems': method(none, z.array(errorData)),
  /** A dataset file and connection of a template with its blanks filled in; nothing is saved. */
  'templates.fill': method(
    z
      .object({
        id: z.string().max(64),
        name: datasetName,
        connection: datasetName,
        blanks: z.record(fieldName, z.string().max(65_536))
      })
      .strict(),
    z.object({ dataset: datasetSpec, connection: connectionSpec })
  ),
  /** Job `collect-preview`, result CollectPreview: one question of one interval is asked; nothing is kept. */
  'collect.preview': method(started({ collect: collectSpec, dt: partitionId, zone: z.string().default('Asia/Seoul') }), job),
  /** Job `sweep`, result SweepReport: keys that the lake has and the database table no longer. Nothing is changed. */
  'collect.sweep': method(started({ name: datasetName, from: partitionId.optional(), to: partitionId.optional() }), job)
}

export const checkMethods = {
  /** Job `checks`, result CheckReport: checks (the dataset's own where none are given) over partitions as they lie. */
  'checks.run': method(
    started({
      name: datasetName,
      checks: z.array(checkSpec).max(200).optional(),
      from: partitionId.optional(),
      to: partitionId.optional()
    }),
    job
  ),
  /** Job `check-suggestions`, result CheckSuggestion[]. */
  'checks.suggest': method(started({ name: datasetName }), job),
  /** Job `anomalies`, result MeasureSeries[]: of the dataset's own spec, or of one that is tried. */
  'anomalies.series': method(started({ name: datasetName, spec: anomalySpec.optional() }), job),
  'incidents.list': method(
    z
      .object({
        filter: incidentFilter.default({}),
        from: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100)
      })
      .strict(),
    z.object({ total: z.number().int(), open: z.number().int(), incidents: z.array(incidentSummary) })
  ),
  'incidents.get': method(z.object({ id: z.string().max(300) }).strict(), incident),
  'incidents.act': method(
    started({ ids: z.array(z.string().max(300)).min(1).max(500), action: incidentAction }),
    z.array(incidentSummary)
  )
}

export const deliveryMethods = {
  'deliveries.list': method(named, z.array(deliveryStatus)),
  /** Job `deliver`, result DeliverResult: what is behind, or the named partitions again. */
  'deliveries.run': method(
    started({ name: datasetName, delivery: fieldName.optional(), dts: z.array(partitionId).min(1).max(20_000).optional() }),
    job
  ),
  'shares.list': method(z.object({ name: datasetName.optional() }).strict(), z.array(share)),
  'shares.create': method(started({ name: datasetName }), newShare),
  'shares.revoke': method(started({ id: z.string().max(64) }), none)
}

export const healthMethods = {
  'health.get': method(none, health)
}

/** Results of jobs that are of this area and of no other use. */
export const collectPreview = z.object({
  /** As it was asked, secrets hidden; SQL for a table. */
  asked: z.string(),
  status: z.number().int().nullable(),
  bytes: z.number().int(),
  /** The beginning of the answer as text. */
  raw: z.string(),
  /** Paths under which rows could stand, with how many, most first. */
  paths: z.array(z.object({ path: z.string(), rows: z.number().int() })),
  rows: z.array(z.record(z.string(), z.string().nullable())),
  total: z.number().int().nullable(),
  /** Columns as they could be declared. */
  columns: datasetSpec.shape.columns,
  key: z.array(z.string())
})
export type CollectPreview = z.infer<typeof collectPreview>

export const sweepReport = z.object({
  dataset: datasetName,
  partitions: z.array(
    z.object({
      dt: partitionId,
      keysHere: z.number().int(),
      keysThere: z.number().int(),
      deleted: z.number().int(),
      added: z.number().int(),
      sample: z.array(z.record(z.string(), z.string().nullable()))
    })
  )
})
export type SweepReport = z.infer<typeof sweepReport>
export const checkSuggestions = z.array(checkSuggestion)
export const anomalySeries = z.array(measureSeries)
