import type { DatabaseSync } from 'node:sqlite'
import { scheduleTick, type ScheduleTick } from '../contract'
import type { GroupWriter } from './group-writer'

/** Intervals that fell due. A tick is claimed once: whoever comes second finds it taken. */
export interface TickTable {
  /** True where it was new; durable then. */
  claim(tick: ScheduleTick): Promise<boolean>
  settle(tick: ScheduleTick): Promise<void>
  get(dataset: string, interval: string): ScheduleTick | undefined
  /** Newest first. */
  list(query: { dataset?: string | undefined; limit: number }): ScheduleTick[]
  /** Claimed and no longer waiting, though due after this time, the earliest first; at most 1,000. */
  ahead(dataset: string, of: string): ScheduleTick[]
  /** Latest due time that was claimed. */
  lastDue(dataset: string): string | undefined
  /** Intervals that were claimed, from this one on (ids sort as time does), and the oldest of all. */
  claimed(dataset: string, since: string): Set<string>
  /** Claimed, but not yet given to a backfill: what a crash left. */
  open(): ScheduleTick[]
  /** Forgets what is older than the newest 100,000 intervals of a dataset, but for what waits; what ran stays in the history of runs. */
  forgetOld(): Promise<void>
}

/** More than a schedule looks back for what it has not claimed: 69 days by the minute. It goes by no clock, which may stand wrong. */
const KEPT = 100_000
/** Forgotten at one time of each dataset, so that nothing waits long for it. */
const AT_ONCE = 20_000
const FORGET = `DELETE FROM ticks WHERE dataset = ?1 AND interval IN (SELECT interval FROM ticks WHERE dataset = ?1 AND state <> 'due'
  AND interval < (SELECT interval FROM ticks WHERE dataset = ?1 ORDER BY interval DESC LIMIT 1 OFFSET ${KEPT - 1}) LIMIT ${AT_ONCE})`

/** A clock that stands far back for a moment must not have everything run again. */
const MOST_AHEAD = 1_000

const COLUMNS = 'dataset, interval, due_at, state, reason, backfill, at'

export function tickTable(database: DatabaseSync, writer: GroupWriter): TickTable {
  const insert = database.prepare(`INSERT OR IGNORE INTO ticks (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const put = database.prepare(`INSERT OR REPLACE INTO ticks (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const one = database.prepare(`SELECT ${COLUMNS} FROM ticks WHERE dataset = ? AND interval = ?`)
  const list = database.prepare(`SELECT ${COLUMNS} FROM ticks ORDER BY due_at DESC, dataset, interval DESC LIMIT ?`)
  const listOf = database.prepare(`SELECT ${COLUMNS} FROM ticks WHERE dataset = ? ORDER BY due_at DESC, interval DESC LIMIT ?`)
  const ahead = database.prepare(
    `SELECT ${COLUMNS} FROM ticks WHERE dataset = ? AND due_at > ? AND state <> 'due' ORDER BY due_at, interval LIMIT ${MOST_AHEAD}`
  )
  const lastDue = database.prepare('SELECT max(due_at) AS at FROM ticks WHERE dataset = ?')
  const claimed = database.prepare('SELECT interval FROM ticks WHERE dataset = ? AND interval >= ?')
  const oldest = database.prepare('SELECT min(interval) AS interval FROM ticks WHERE dataset = ?')
  const datasets = database.prepare('SELECT DISTINCT dataset FROM ticks')
  const forget = database.prepare(FORGET)
  const open = database.prepare(`SELECT ${COLUMNS} FROM ticks WHERE state = 'due' ORDER BY due_at, dataset, interval`)
  return {
    claim: async (tick) => {
      let fresh = false
      await writer.write(() => {
        fresh = Number(insert.run(...valuesOf(tick)).changes) === 1
      })
      return fresh
    },
    settle: (tick) => writer.write(() => put.run(...valuesOf(tick))),
    get: (dataset, interval) => {
      writer.flush()
      return tickOf(one.get(dataset, interval))
    },
    list: ({ dataset, limit }) => {
      writer.flush()
      const rows = dataset === undefined ? list.all(limit) : listOf.all(dataset, limit)
      return rows.flatMap((row) => tickOf(row) ?? [])
    },
    ahead: (dataset, of) => {
      writer.flush()
      return ahead.all(dataset, of).flatMap((row) => tickOf(row) ?? [])
    },
    lastDue: (dataset) => {
      writer.flush()
      const at = lastDue.get(dataset)?.at
      return typeof at === 'string' ? at : undefined
    },
    claimed: (dataset, since) => {
      writer.flush()
      const first = oldest.get(dataset)?.interval
      return new Set([
        ...(typeof first === 'string' ? [first] : []),
        ...claimed.all(dataset, since).map(({ interval }) => String(interval))
      ])
    },
    open: () => {
      writer.flush()
      return open.all().flatMap((row) => tickOf(row) ?? [])
    },
    forgetOld: () =>
      writer.write(() => {
        for (const { dataset } of datasets.all()) forget.run(String(dataset))
      })
  }
}

const valuesOf = ({ dataset, interval, dueAt, state, reason, backfill, at }: ScheduleTick) =>
  [dataset, interval, dueAt, state, reason, backfill, at] as const

function tickOf(row: Record<string, unknown> | undefined): ScheduleTick | undefined {
  if (row === undefined) return undefined
  const { due_at: dueAt, ...rest } = row
  return scheduleTick.safeParse({ ...rest, dueAt }).data
}
