import type { WorkerRole } from '../../contract'
import { AppError } from '../../lib/errors'
import type { WorkMethod } from './messages'

/** Why a worker's process ended: in words, and the bytes that it held where it was ended for holding too many. */
export interface Ending {
  reason: string
  outgrown?: number | undefined
}

/** A call that was in flight. */
interface LostCall {
  method: WorkMethod
  /** What it was about last, such as a dataset and its partition. */
  subject: string | undefined
}

/** The error of a call whose process is gone. Queries are suspected first of what outgrew the memory; what ran beside one is run again. */
export function errorOf(role: WorkerRole, { reason, outgrown }: Ending, call: LostCall, all: readonly LostCall[]): AppError {
  if (outgrown === undefined) return gone(role, reason)
  if (call.method === 'derive') return outgrownQuery(call, outgrown)
  return all.some(({ method }) => method === 'derive') ? gone(role, reason) : outgrownWork(call, outgrown)
}

const does: Record<WorkerRole, string> = { load: 'loads', read: 'reads', collect: 'collects' }

export const gone = (role: WorkerRole, reason: string): AppError =>
  new AppError('worker.gone', `The process that ${does[role]} data ended: ${reason}.`, {
    retriable: true,
    hint: 'It is started anew by itself; run it again. What was committed is safe.',
    details: { role, reason }
  })

const outgrownQuery = ({ subject }: LostCall, bytes: number): AppError =>
  new AppError('sql.resources', `${subject ?? 'A query'}: the SQL took ${gigabytes(bytes)} of memory and was stopped.`, {
    hint: 'Group or filter earlier in the SQL, or let each partition read fewer periods. Nothing was changed.',
    details: { bytes }
  })

const outgrownWork = ({ method, subject }: LostCall, bytes: number): AppError =>
  new AppError('worker.gone', `${subject ?? method}: the work took ${gigabytes(bytes)} of memory and was stopped.`, {
    hint: 'Load fewer partitions at once with --from and --to. What was committed is safe.',
    details: { bytes }
  })

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
