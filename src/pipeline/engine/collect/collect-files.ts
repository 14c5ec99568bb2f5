import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { CollectedSpec, SourcedSpec } from '../../contract'
import { toInstant } from '../../lib/clock'
import { AppError } from '../../lib/errors'
import { omit } from '../../lib/omit'
import { planted } from '../../lib/plant'
import type { Collected, CollectRequest } from '../../collect/worker-api'
import type { ResolvedConnection } from '../../connect/resolved'
import type { IntervalWindow, WorkContext, WorkProgress } from '../../load/worker-api'
import { resolveConnection, workspaceVariables } from '../connections'
import type { JobContext } from '../jobs/job'
import type { Attempt } from '../loads/attempt'
import type { Services } from '../services'
import { askWithin } from './ask-within'

/** What is asked for, and by whom. */
export interface Collection {
  spec: CollectedSpec
  windows: readonly IntervalWindow[]
  /** What an unfinished collection of this name has kept is not asked for again. */
  id: string
  /** Nobody is asked: what was kept is read again. */
  fromRaw: boolean
  /** Of a table: only what lies beyond this value of its watermark. */
  after?: string | undefined
  /**
   * Ends when requests may be made again: at `until` (ms since the epoch), or earlier, once the connection is another one. Throws where
   * nobody wants to wait so long.
   */
  wait(error: AppError, until: number, freed: () => boolean): Promise<void>
}

/** The rows that came, as files that can be staged like those of any source. */
export interface CollectedFiles {
  spec: SourcedSpec
  collected: Collected
}

/** Share of a unit's progress that is reached when everything was asked. */
const ASKED = 0.6

/**
 * Asks for every window by the collecting worker and waits while no more requests may be made. Nothing of the lake changes but its kept
 * answers. Errors: `connection.*`, `variable.missing`, `secret.missing`, `collect.*`, `http.*`, `mysql.*`, `tls.untrusted`, `timeout`,
 * `worker.gone`, `cancelled`; what `wait` throws.
 */
export async function collectFiles(
  services: Services,
  collection: Collection,
  job: JobContext,
  attempt: Attempt
): Promise<CollectedFiles> {
  const { spec, fromRaw } = collection
  const asked = spec.collect.connection
  attempt.book.say(fromRaw ? `Reading the kept answers of ${asked}.` : `Asking ${asked} (${spec.mode}).`)
  const made = new Requests(job)
  for (;;) {
    // Another key may have been given while this waited.
    const connection = await resolveConnection(services, asked)
    const fixed = await requestOf(services, collection, connection, job)
    const picked = await emptyFolder(join(attempt.scratch, 'picked'))
    try {
      const collected = await askWithin(services, connection, fromRaw, made.context(), (mayAsk, context) =>
        services.pool.collect.collect({ ...fixed, picked, mayAsk, now: services.clock.now() }, context)
      )
      await dropEmptyFiles(picked)
      tell(attempt, collected, made.before)
      return { spec: sourcedAs(services, spec, picked, collected), collected }
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'quota.exhausted')) throw error
      const { quotas } = services
      const until = quotas.resumesAt(connection.name, connection.target)
      const freed = (): boolean => quotas.left(connection.name, connection.target) !== 0
      await collection.wait(waitsUntil(error, connection.name, spec.name, until), until, freed)
    }
  }
}

/** The requests of one attempt: of rounds before a wait, and of the one that is at work. */
class Requests {
  before = 0
  private now = 0

  constructor(private readonly job: JobContext) {}

  /** Of the next round. */
  context(): WorkContext {
    this.before += this.now
    this.now = 0
    return { signal: this.job.signal, progress: (update) => this.take(update) }
  }

  private take(update: WorkProgress): void {
    this.now = Math.max(this.now, update.requests ?? 0)
    const fraction = update.fraction === undefined ? {} : { fraction: update.fraction * ASKED }
    this.job.progress({ ...update, requests: this.before + this.now, ...fraction })
  }
}

function tell({ book }: Attempt, { requests, reused, rows, notes }: Collected, before: number): void {
  // What it asked for before it waited is among the kept answers by now.
  book.note({ requests: before + requests, answersKept: Math.max(0, reused - before) })
  book.say(`${requests} requests, ${reused} answers kept from before: ${rows} rows.`)
  for (const { code, column, count } of notes) book.say(`${code}${column === null ? '' : ` in ${column}`}: ${count}`)
}

const waitsUntil = (error: AppError, connection: string, dataset: string, until: number): AppError =>
  new AppError('quota.exhausted', error.message, {
    hint: `It goes on by itself at ${toInstant(until)}; the answers so far are kept.`,
    retriable: true,
    details: { ...error.details, connection, dataset, resumesAt: toInstant(until) }
  })

type Fixed = Omit<CollectRequest, 'picked' | 'mayAsk' | 'now'>

async function requestOf(
  services: Services,
  { spec, windows, id, fromRaw, after }: Collection,
  connection: ResolvedConnection,
  job: JobContext
): Promise<Fixed> {
  const { collect, zone } = spec
  return {
    ...{ dataset: spec.name, collect, connection, zone, id, fromRaw },
    fields: [...new Set(spec.columns.flatMap(({ source }) => ('header' in source ? [source.header] : [])))],
    windows: windows.map(({ id: window, dt, start, end }) => ({ id: window, dt, start, end })),
    fanOut: await services.fanOuts.of(collect, job.signal),
    variables: await workspaceVariables(services),
    raw: join(services.workspace.lake, RAW, spec.name, planted('raw-anew') ? job.id : ''),
    ...(after === undefined ? {} : { after })
  }
}

/** Below it each dataset's answers are kept, in the lake's folder and outside of every table. */
export const RAW = '_raw'

async function emptyFolder(path: string): Promise<string> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 })
  await mkdir(path, { recursive: true })
  return path
}

/** A window without rows leaves a file without bytes, which a source that is files would be refused for. */
async function dropEmptyFiles(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name))
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  await Promise.all(paths.filter((_, index) => sizes[index] === 0).map((path) => rm(path)))
}

/** The dataset as if its source were the folder of what was picked. An empty text of a server means no value; a database has NULL for that. */
function sourcedAs({ workspace }: Services, spec: CollectedSpec, picked: string, { format }: Collected): SourcedSpec {
  return {
    ...omit(spec, 'collect'),
    source: {
      ...{ location: relative(workspace.root, picked), format, encoding: 'utf-8', delimiter: ',', quote: '"', header: true },
      nulls: spec.collect.kind === 'http' ? [''] : []
    }
  }
}
