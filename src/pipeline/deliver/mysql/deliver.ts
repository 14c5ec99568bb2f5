import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { MysqlSession } from '../../connect/mysql/open'
import { throwIfAborted } from '../../lib/abort'
import { AppError, toErrorData } from '../../lib/errors'
import { withOutgoing } from '../../load/duck/outgoing'
import type { WorkContext } from '../../load/worker-api'
import type { Delivered, DeliverOutcome, DeliverRequest } from '../worker-api'
import { shapeOfTarget, type TargetShape } from './columns'
import { deliverPartition } from './deliver-partition'
import { contentOf, readRecords, type DeliveryRecord } from './records'
import { ensureTable } from './table'
import { openTarget, targetOf, type Target } from './target'

/** What may pass by itself is tried so often, each time after twice as long. */
const TRIES = 6
const FIRST_WAIT_MS = 50

type Partition = DeliverRequest['partitions'][number]

/** See DeliverWorker. */
export async function deliver(request: DeliverRequest, context: WorkContext): Promise<DeliverOutcome> {
  const target = targetOf(request.dataset, request.table)
  const shape = shapeOfTarget(request.schema, request.key, request.table)
  const link = new Link(request, context.signal)
  try {
    const records = await link.withRetries(async (session) => {
      await ensureTable(session, target, shape)
      return readRecords(session, target)
    })
    const partitions = request.whole ? withEmptied(request, records) : request.partitions
    return await deliverAll(request, { target, shape, link, partitions }, context)
  } finally {
    await link.close()
  }
}

/** Partitions that are no longer in the lake lose their rows, where this very table of the lake had them. */
function withEmptied({ partitions, owner, lake }: DeliverRequest, records: ReadonlyMap<string, DeliveryRecord>): Partition[] {
  const there = new Set(partitions.map(({ dt }) => dt))
  const gone = [...records].filter(([dt, its]) => its.owner === owner && its.lake === lake && !there.has(dt)).map(([dt]) => dt)
  return [...partitions, ...gone.map((dt) => ({ dt, version: 0, digest: 'none', files: [] }))]
}

interface Work {
  target: Target
  shape: TargetShape
  link: Link
  partitions: readonly Partition[]
}

async function deliverAll(request: DeliverRequest, work: Work, context: WorkContext): Promise<DeliverOutcome> {
  const outcome: DeliverOutcome = { delivered: [], failed: [] }
  let stopped: AppError | undefined
  for (const [index, partition] of work.partitions.entries()) {
    try {
      if (stopped !== undefined) throw stopped
      outcome.delivered.push(await deliverOne(request, work, { partition, index }, context))
    } catch (error) {
      throwIfAborted(context.signal)
      const data = toErrorData(error)
      // It concerns all that are left as well.
      if (error instanceof AppError && !OF_ONE.has(data.code)) stopped = error
      outcome.failed.push({ dt: partition.dt, error: data })
    }
  }
  return outcome
}

const OF_ONE: ReadonlySet<string> = new Set([
  'deliver.differs',
  'deliver.table',
  'mysql.failed',
  'file.missing',
  'file.corrupt',
  'internal'
])

function deliverOne(
  request: DeliverRequest,
  { target, shape, link, partitions }: Work,
  { partition, index }: { partition: Partition; index: number },
  context: WorkContext
): Promise<Delivered> {
  const { dt, version, digest, files } = partition
  const sent = (rows: number): void =>
    context.progress({ phase: 'delivering', subject: `${target.name} ${dt}`, rows, fraction: index / partitions.length })
  const { run, owner, lake, again } = request
  const delivery = { dt, version, content: contentOf(digest, shape), run, owner, lake, again, sent }
  sent(0)
  const source = { files, columns: shape.columns.map(({ column }) => column), scratch: join(request.scratch, dt) }
  return withOutgoing(source, context, (rows) =>
    link.withRetries((session) => deliverPartition(session, target, shape, delivery, rows))
  )
}

/** A connection that is opened anew where it was lost. */
class Link {
  private session: MysqlSession | undefined

  constructor(
    private readonly request: DeliverRequest,
    private readonly signal: AbortSignal
  ) {}

  /** Runs work that may be repeated; what it had begun is rolled back before. */
  async withRetries<T>(work: (session: MysqlSession) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.session ??= await openTarget(this.request.connection, this.signal)
        return await work(this.session)
      } catch (error) {
        await this.rollBack()
        throwIfAborted(this.signal)
        const failure = toldAsTable(error, this.request.table)
        if (!failure.retriable || tries === TRIES) throw failure
        await delay(FIRST_WAIT_MS * 2 ** tries, undefined, { signal: this.signal })
      }
    }
  }

  async close(): Promise<void> {
    await this.session?.close()
    this.session = undefined
  }

  /** A connection that cannot do that any more is given up, and the server rolls back by itself. */
  private async rollBack(): Promise<void> {
    const { session } = this
    try {
      await session?.run('ROLLBACK')
    } catch {
      session?.raw.destroy()
      this.session = undefined
    }
  }
}

/** Values that the table does not take. */
const OF_THE_TABLE: ReadonlySet<unknown> = new Set([
  'ER_DATA_TOO_LONG',
  'ER_WARN_DATA_OUT_OF_RANGE',
  'ER_TRUNCATED_WRONG_VALUE',
  'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
  'ER_BAD_NULL_ERROR',
  'ER_DUP_ENTRY',
  'ER_NO_DEFAULT_FOR_FIELD',
  'WARN_DATA_TRUNCATED'
])

function toldAsTable(error: unknown, table: string): AppError {
  if (!(error instanceof AppError)) return AppError.fromData(toErrorData(error))
  if (!OF_THE_TABLE.has(error.details?.['mysql'])) return error
  return new AppError('deliver.table', `The table ${table} does not take a row: ${error.message}`, {
    hint: 'Alter the column so that it holds the dataset, or rename the table, so that it is made anew.',
    details: { table, ...error.details }
  })
}
