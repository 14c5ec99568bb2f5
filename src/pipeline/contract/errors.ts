import { z } from 'zod'

/** Stable error codes. A code, once shipped, keeps its meaning; text may change. */
export const errorCodes = [
  'already.done',
  'archive.path',
  'backfill.missing',
  'cancelled',
  'check.empty',
  'check.failed',
  'collect.answer',
  'collect.code',
  'collect.incomplete',
  'collect.key',
  'collect.pages',
  'collect.raw_missing',
  'commit.conflict',
  'connection.exists',
  'connection.invalid',
  'connection.missing',
  'connection.used',
  'dataset.exists',
  'dataset.invalid',
  'dataset.missing',
  'deliver.differs',
  'deliver.table',
  'derive.outside',
  'disk.full',
  'engine.gone',
  'engine.locked',
  'file.bomb',
  'file.corrupt',
  'file.denied',
  'file.empty',
  'file.encoding',
  'file.format',
  'file.missing',
  'graph.cycle',
  'graph.missing',
  'http.changed',
  'http.failed',
  'http.status',
  'incident.missing',
  'internal',
  'ipc.invalid',
  'ipc.origin',
  'ipc.rate',
  'ipc.too_large',
  'ipc.version',
  'job.missing',
  'lake.corrupt',
  'lake.filesystem',
  'lake.unsupported',
  'load.busy',
  'load.duplicate_keys',
  'load.needs_review',
  'load.too_many_bad',
  'mysql.denied',
  'mysql.failed',
  'mysql.lost',
  'mysql.refused',
  'mysql.schema',
  'partition.missing',
  'path.refused',
  'plan.empty',
  'plan.future',
  'plan.order',
  'plan.stale',
  'profile.missing',
  'quota.exhausted',
  'quota.short',
  'result.gone',
  'run.missing',
  'run.overlap',
  'schedule.invalid',
  'schedule.late',
  'schema.breaking',
  'schema.too_wide',
  'secret.missing',
  'secret.no_store',
  'share.missing',
  'source.changed',
  'source.incomplete',
  'source.unread',
  'sql.function',
  'sql.invalid',
  'sql.multiple',
  'sql.not_select',
  'sql.outside_lake',
  'sql.resources',
  'state.newer',
  'timeout',
  'tls.untrusted',
  'undo.refused',
  'unit.mixed',
  'unsupported',
  'url.refused',
  'usage',
  'variable.missing',
  'version.missing',
  'worker.gone',
  'workspace.foreign',
  'workspace.missing'
] as const

export const errorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof errorCode>

/** An error as data: what happened (`message`), what to do (`hint`), where (`details`), and what it came from. */
export interface ErrorData {
  code: ErrorCode
  message: string
  retriable: boolean
  hint?: string | undefined
  details?: Record<string, unknown> | undefined
  cause?: ErrorData | undefined
}

export const errorData: z.ZodType<ErrorData> = z.object({
  code: errorCode,
  message: z.string(),
  retriable: z.boolean(),
  hint: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  get cause() {
    return errorData.optional()
  }
})
