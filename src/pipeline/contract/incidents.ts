import { z } from 'zod'
import { errorData } from './errors'
import { sampleRow } from './checks'
import { datasetName, fieldName, instant, partitionId } from './names'

/** open → acknowledged or snoozed → closed, by itself once the partition is good (`good`), or by a person (`person`). It opens again where it comes back. */
export const incidentState = z.enum(['open', 'acknowledged', 'snoozed', 'closed'])
export type IncidentState = z.infer<typeof incidentState>

/** check: a declared check failed · anomaly: a measure or return is unusual · collect: a source answers wrongly · deliver: a mart did not go out. */
export const incidentKind = z.enum(['check', 'anomaly', 'collect', 'deliver'])
export type IncidentKind = z.infer<typeof incidentKind>

export const incidentEvent = z.object({
  at: instant,
  what: z.enum(['opened', 'seen', 'acknowledged', 'snoozed', 'woke', 'noted', 'closed', 'reopened']),
  /** A person as in runs, or `penstock`. */
  by: z.string(),
  /** What a person wrote; a code (`good`, `removed`, `restored`, `dropped`) where Penstock closed or opened it by itself. */
  text: z.string().max(2000).optional(),
  /** The run that showed it. */
  run: z.string().optional()
})
export type IncidentEvent = z.infer<typeof incidentEvent>

export const incidentSummary = z.object({
  /** Of dataset, what was judged (check, measure) and partition: the same trouble has one incident. */
  id: z.string(),
  dataset: datasetName,
  dt: partitionId,
  kind: incidentKind,
  /** The check, measure or step. */
  subject: fieldName,
  severity: z.enum(['block', 'warn', 'info']),
  state: incidentState,
  /** A code and what belongs into its sentence. */
  reason: z.string(),
  measured: z.record(z.string(), z.string()),
  firstSeen: instant,
  lastSeen: instant,
  /** When it opened, or opened again, last: one notification for each. */
  openedAt: instant,
  seen: z.number().int(),
  failingRows: z.number().int(),
  owner: z.string().nullable(),
  snoozedUntil: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: z.enum(['good', 'person']).nullable(),
  /** Datasets made from it, near and far. */
  affects: z.array(datasetName),
  run: z.string().nullable()
})
export type IncidentSummary = z.infer<typeof incidentSummary>

export const incident = incidentSummary.extend({
  sample: z.array(sampleRow),
  events: z.array(incidentEvent),
  error: errorData.optional()
})
export type Incident = z.infer<typeof incident>

export const incidentFilter = z
  .object({
    name: datasetName.optional(),
    dt: partitionId.optional(),
    states: z.array(incidentState).optional(),
    kinds: z.array(incidentKind).optional(),
    text: z.string().max(200).optional()
  })
  .strict()
export type IncidentFilter = z.infer<typeof incidentFilter>

export const incidentAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('acknowledge') }).strict(),
  z.object({ do: z.literal('snooze'), until: instant, reason: z.string().min(1).max(2000) }).strict(),
  z.object({ do: z.literal('note'), text: z.string().min(1).max(2000) }).strict(),
  z.object({ do: z.literal('close'), reason: z.string().min(1).max(2000) }).strict(),
  z.object({ do: z.literal('reopen') }).strict()
])
export type IncidentAction = z.infer<typeof incidentAction>
