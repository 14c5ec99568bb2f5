import { join } from 'node:path'
import type { TableCollect } from '../../contract'
import { quoteName } from '../../connect/mysql/names'
import { mysqlTarget } from '../../connect/mysql/open'
import { AppError } from '../../lib/errors'
import type { IntervalWindow, WorkContext } from '../../load/worker-api'
import type { Collected, CollectRequest } from '../worker-api'
import { fileName, KeptWindows, type KeptWindow } from './kept-windows'
import { aheadOf, pauseEnd, systemPace, type Pace } from './pace'
import { planTable, questionOf, type TablePlan } from './plan-table'
import { altered, readWindow, statement } from './read-window'
import { isIndexed } from './reading'
import { SteadySession } from './steady-session'
import { describeTable } from './table-columns'
import { WindowFile } from './window-file'

type TableRequest = CollectRequest & { collect: TableCollect }

/**
 * Reads windows of a database table into one CSV file each, by one read-only connection, in chunks of its key. Every chunk is a statement of
 * its own: nothing is locked or held back between them. Errors: `mysql.*`, `tls.untrusted`, `collect.raw_missing`, `cancelled`.
 */
export async function collectTable(request: TableRequest, context: WorkContext, pace: Pace = systemPace): Promise<Collected> {
  const kept = new KeptWindows(request.raw)
  if (request.fromRaw) return fromKept(request, kept)
  const session = new SteadySession(request.connection, context.signal, pace)
  try {
    return await new TableCollection(request, context, pace, kept, session).all()
  } finally {
    await session.rest()
  }
}

/** The connection, table and column that a dataset names; what they hold may change, not what they are. */
const askedOf = ({ collect, connection, zone }: TableRequest): string =>
  JSON.stringify([connection.name, collect.table, collect.by ?? null, collect.zone ?? zone])

/** What is beyond a watermark has no window. */
const BEYOND = 'beyond-'

const windowsOf = ({ windows, after, now }: TableRequest): IntervalWindow[] =>
  windows.length > 0 && after === undefined ? windows : [{ id: `${BEYOND}${after ?? ''}`, dt: 'all', start: 0, end: now }]

/** Where the rows of a window are written. */
export const pickedFile = ({ picked }: Pick<TableRequest, 'picked'>, window: string): string =>
  join(picked, `${fileName(window)}.csv`)

async function fromKept(request: TableRequest, kept: KeptWindows): Promise<Collected> {
  const found: KeptWindow[] = []
  for (const { id } of request.windows) {
    const one = await kept.find(id)
    if (one === undefined || (one.asked !== undefined && one.asked !== askedOf(request))) throw neverRead(request.dataset, id)
    await kept.restore(one, pickedFile(request, id))
    found.push(one)
  }
  if (found.length === 0) throw neverRead(request.dataset, 'any row')
  return summed(found, found.length, 0)
}

/** False for rows that are damaged or gone; other errors are thrown. */
function isDamage(error: unknown): false {
  if (error instanceof AppError && error.code === 'file.corrupt') return false
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
  throw error
}

const neverRead = (dataset: string, window: string): AppError =>
  new AppError('collect.raw_missing', `Nothing was kept of ${window} of ${dataset}.`, {
    hint: 'Collect it from the database.',
    details: { dataset, interval: window }
  })

class TableCollection {
  private requests = 0
  private reused = 0
  private rows = 0
  private plan: TablePlan | undefined

  constructor(
    private readonly request: TableRequest,
    private readonly context: WorkContext,
    private readonly pace: Pace,
    private readonly kept: KeptWindows,
    private readonly session: SteadySession
  ) {}

  async all(): Promise<Collected> {
    const windows = windowsOf(this.request)
    const done: KeptWindow[] = []
    for (const [index, window] of windows.entries()) {
      done.push((await this.again(window)) ?? (await this.read(window, index / windows.length)))
    }
    const sum = summed(done, this.reused, this.requests)
    return { ...sum, notes: [...sum.notes, ...(await this.leftOut())] }
  }

  /** How many rows no window can hold, where an index tells: they have no value in the column by which they are asked for. */
  private async leftOut(): Promise<Collected['notes']> {
    if (this.plan === undefined) return []
    const { reading, by, watermark } = this.plan
    const column = by ?? watermark
    if (column?.nullable !== true || !isIndexed(reading.table, column)) return []
    const sql = `SELECT COUNT(*) FROM ${reading.table.sql} WHERE ${quoteName(column.name)} IS NULL`
    const count = Number((await this.session.step((open) => open.rows(sql))).rows[0]?.[0] ?? 0)
    return count === 0 ? [] : [{ code: 'no_value', column: column.name, count }]
  }

  /** What this very collection has read before it was interrupted; what is damaged is read anew. */
  private async again(window: IntervalWindow): Promise<KeptWindow | undefined> {
    const found = await this.kept.find(window.id)
    if (
      found?.id !== this.request.id ||
      found.asked !== askedOf(this.request) ||
      found.fields.join('\n') !== this.request.fields.join('\n')
    )
      return undefined
    const whole = await this.kept.restore(found, pickedFile(this.request, window.id)).then(() => true, isDamage)
    if (!whole) return undefined
    this.reused += 1
    return found
  }

  private async read(window: IntervalWindow, fraction: number): Promise<KeptWindow> {
    await this.pauses(window)
    const plan = (this.plan ??= await this.session.step((open) => planTable(open, this.request)))
    const question = questionOf(plan, this.request, window)
    const paths = { plain: pickedFile(this.request, window.id), kept: await this.kept.begin(window.id) }
    const file = await WindowFile.open(paths, plan.reading.kinds, this.request.fields, (on) => this.session.hold(on))
    const began = this.pace.monotonic()
    try {
      const last = await readWindow(this.session, question, file, (rows) => this.between(window, rows, began, fraction))
      await this.unaltered(plan)
      const end = await file.end()
      const kept = {
        ...{
          format: 1 as const,
          window: window.id,
          id: this.request.id,
          asked: askedOf(this.request),
          query: statement(question, undefined),
          ...end
        },
        ...{ rows: file.rows, fields: this.request.fields, at: this.pace.now(), notes: notesOf(this.request.fields, file) },
        ...(plan.watermark === undefined ? {} : { watermark: last?.[0] === undefined ? this.request.after : plan.told(last[0]) })
      }
      // A folder in which a file is open cannot be renamed on Windows.
      await file.close()
      await this.kept.finish(kept)
      this.rows += file.rows
      return kept
    } catch (error) {
      await file.close()
      await this.kept.drop(window.id)
      throw error
    }
  }

  /** Before each chunk: pauses, the rate, and a word of how far it is. */
  private async between(window: IntervalWindow, rows: number, began: number, fraction: number): Promise<void> {
    this.context.progress({ phase: 'asking', subject: window.id, rows: this.rows + rows, requests: this.requests, fraction })
    const ahead = aheadOf(this.request.collect.rowsPerSecond, rows, began, this.pace.monotonic())
    if (ahead > 0) await this.pace.wait(ahead, this.context.signal)
    await this.pauses(window)
    this.requests += 1
  }

  private async pauses(window: IntervalWindow): Promise<void> {
    const { collect, zone } = this.request
    for (;;) {
      const now = this.pace.now()
      const end = pauseEnd(collect.pause, zone, now)
      if (end === undefined) return
      this.context.progress({ phase: 'waiting', subject: window.id, rows: this.rows, requests: this.requests })
      await this.session.rest()
      await this.pace.wait(end - now, this.context.signal)
    }
  }

  private async unaltered({ reading, signature }: TablePlan): Promise<void> {
    const { collect, connection } = this.request
    const now = await this.session.step((open) => describeTable(open, collect.table, mysqlTarget(connection).database))
    if (now.signature !== signature) throw altered(reading.table.title)
  }
}

const notesOf = (fields: readonly string[], { zeroDates }: WindowFile): Collected['notes'] =>
  fields.flatMap((column, index) => {
    const count = zeroDates[index] ?? 0
    return count === 0 ? [] : [{ code: 'zero_date', column, count }]
  })

function summed(kept: readonly KeptWindow[], reused: number, requests: number): Collected {
  const total = (of: (window: KeptWindow) => number): number => kept.reduce((sum, window) => sum + of(window), 0)
  const watermark = kept.findLast((window) => window.watermark !== undefined)?.watermark
  return {
    format: 'csv',
    ...{ requests, reused, rows: total(({ rows }) => rows), bytes: total(({ bytes }) => bytes) },
    windows: kept.map(({ window, rows }) => ({ id: window, rows, requests: 0 })),
    ...(watermark === undefined ? {} : { watermark }),
    notes: addedUp(kept.flatMap(({ notes }) => notes))
  }
}

function addedUp(notes: Collected['notes']): Collected['notes'] {
  const sums = new Map<string, Collected['notes'][number]>()
  for (const note of notes) {
    const name = JSON.stringify([note.code, note.column])
    sums.set(name, { ...note, count: note.count + (sums.get(name)?.count ?? 0) })
  }
  return [...sums.values()]
}
