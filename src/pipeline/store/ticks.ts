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
  /** Latest due time that was claimed. */
  lastDue(dataset: string): string | undefined
  claimed(dataset: string): Set<string>
  /** Claimed, but not yet given to a backfill: what a crash left. */
  open(): ScheduleTick[]
}

const COLUMNS = 'dataset, interval, due_at, state, reason, backfill, at'

export function tickTable(database: DatabaseSync, writer: GroupWriter): TickTable {
  const insert = database.prepare(`INSERT OR IGNORE INTO ticks (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const put = database.prepare(`INSERT OR REPLACE INTO ticks (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const one = database.prepare(`SELECT ${COLUMNS} FROM ticks WHERE dataset = ? AND interval = ?`)
  const list = database.prepare(
    `SELECT ${COLUMNS} FROM ticks WHERE (?1 IS NULL OR dataset = ?1) ORDER BY due_at DESC, dataset, interval DESC LIMIT ?2`
  )
  const lastDue = database.prepare('SELECT max(due_at) AS at FROM ticks WHERE dataset = ?')
  const claimed = database.prepare('SELECT interval FROM ticks WHERE dataset = ?')
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
      return list.all(dataset ?? null, limit).flatMap((row) => tickOf(row) ?? [])
    },
    lastDue: (dataset) => {
      writer.flush()
      const at = lastDue.get(dataset)?.at
      return typeof at === 'string' ? at : undefined
    },
    claimed: (dataset) => {
      writer.flush()
      return new Set(claimed.all(dataset).map(({ interval }) => String(interval)))
    },
    open: () => {
      writer.flush()
      return open.all().flatMap((row) => tickOf(row) ?? [])
    }
  }
}

const valuesOf = ({ dataset, interval, dueAt, state, reason, backfill, at }: ScheduleTick) =>
  [dataset, interval, dueAt, state, reason, backfill, at] as const

function tickOf(row: Record<string, unknown> | undefined): ScheduleTick | undefined {
  if (row === undefined) return undefined
  const { due_at: dueAt, ...rest } = row
  return scheduleTick.safeParse({ ...rest, dueAt }).data
}
