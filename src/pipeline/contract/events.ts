import { z } from 'zod'
import { backfillSummary } from './backfills'
import { incidentSummary } from './incidents'
import { jobSnapshot } from './jobs'
import { datasetName } from './names'
import { engineStatus, settings } from './workspace'

const topic = <P extends z.ZodType, E extends z.ZodType>(params: P, event: E) => ({ params, event })
const none = z.object({}).strict()

/** Streams that a client subscribes to. Each waits for credits; none drops, except status, of which the newest is kept. */
export const topics = {
  /** All jobs changed after `sinceRev` (0: the newest 200), then each change. */
  'jobs.watch': topic(z.object({ sinceRev: z.number().int().min(0) }).strict(), z.array(jobSnapshot)),
  /** A dataset's table or file changed, or a load or undo of it ended; `version` is the table's, null where none is known. */
  'lake.changed': topic(none, z.object({ name: datasetName, version: z.number().int().nullable() })),
  /** A backfill changed: progress, state. Of each the newest is kept. */
  'backfills.changed': topic(none, backfillSummary),
  /** What the morning screen says may have changed: a run, a schedule, a note, the passing of a deadline. */
  'overview.changed': topic(none, z.object({ needing: z.number().int(), worse: z.boolean(), dataset: datasetName.nullable() })),
  /** An incident opened, changed or closed. Of each the newest is kept. */
  'incidents.changed': topic(none, incidentSummary),
  /** A connection, variable, template, delivery, share or quota changed: what shows them reads them again. */
  'connections.changed': topic(none, z.object({ name: z.string() })),
  'engine.status': topic(none, engineStatus),
  'settings.changed': topic(none, settings)
}
export type Topics = typeof topics
export type TopicName = keyof Topics
export type TopicParamsOf<T extends TopicName> = z.input<Topics[T]['params']>
export type EventOf<T extends TopicName> = z.output<Topics[T]['event']>
