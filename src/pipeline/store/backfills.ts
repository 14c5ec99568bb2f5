import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import {
  backfill,
  backfillItem,
  backfillPlan,
  backfillSummary,
  type Backfill,
  type BackfillItem,
  type BackfillSummary
} from '../contract'
import { summaryOf } from './backfill-summary'
import { ACTIVE } from './migrations'
import type { GroupWriter } from './group-writer'
import { parseRow, parseRows } from './rows'

/** A file as a plan listed it; `dt` null where rows of several partitions may be in it. */
const plannedListing = z.object({
  ...{ path: z.string(), name: z.string(), bytes: z.number(), modifiedMs: z.number() },
  dt: z.string().nullable()
})
export type PlannedListing = z.infer<typeof plannedListing>

/** More than can be active: each holds a dataset of its own. */
export const MOST_ACTIVE = 10_000

export interface BackfillQuery {
  dataset?: string | undefined
  active: boolean
  limit: number
}

/** Backfills with what became of each of their partitions. */
export interface BackfillTable {
  /** Everything, when it begins; `files`: those that it will read, as they were listed for its plan. */
  begin(backfill: Backfill, files?: readonly PlannedListing[]): Promise<void>
  /** The record without its items, and those items that changed, by position; together or not at all. */
  save(backfill: Backfill, items: ReadonlyMap<number, BackfillItem>): Promise<void>
  get(id: string): Backfill | undefined
  files(id: string): PlannedListing[] | undefined
  /** The one at which this job is at work, or was last. */
  ofJob(job: string): Backfill | undefined
  /** Newest first; `active`: those that have not ended. */
  list(query: BackfillQuery): Backfill[]
  /** The same without plans and items, which are not even looked at. */
  summaries(query: BackfillQuery): BackfillSummary[]
}

/** What changes while it runs; the dates that are skipped stand in the plan. */
const record = backfill.omit({ items: true, plan: true, skip: true })
/** What a row's `record` holds: the record, and of the rest what lists show. */
const recordOf = (backfill: Backfill): string => JSON.stringify({ ...summaryOf(backfill), log: backfill.log })

export function backfillTable(database: DatabaseSync, writer: GroupWriter): BackfillTable {
  const insert = database.prepare(
    'INSERT INTO backfills (id, dataset, state, started_at, job, record, plan, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
  )
  const update = database.prepare('UPDATE backfills SET state = ?, job = ?, record = ? WHERE id = ?')
  const putItem = database.prepare('INSERT OR REPLACE INTO backfill_items (backfill, position, item) VALUES (?, ?, ?)')
  const one = database.prepare('SELECT record, plan FROM backfills WHERE id = ?')
  const filesOf = database.prepare('SELECT files FROM backfills WHERE id = ?')
  const byJob = database.prepare('SELECT id FROM backfills WHERE job = ?')
  const items = database.prepare('SELECT item FROM backfill_items WHERE backfill = ? ORDER BY position')
  const newest = 'ORDER BY started_at DESC, id DESC LIMIT ?2'
  const list = {
    all: database.prepare(`SELECT id, record FROM backfills WHERE (?1 IS NULL OR dataset = ?1) ${newest}`),
    active: database.prepare(`SELECT id, record FROM backfills WHERE ${ACTIVE} AND (?1 IS NULL OR dataset = ?1) ${newest}`)
  }
  const get = (id: string): Backfill | undefined => {
    const row = one.get(id)
    const head = parseRow(record, row?.record)
    const plan = parseRow(backfillPlan, row?.plan)
    return head === undefined || plan === undefined
      ? undefined
      : { ...head, plan, skip: plan.skip, items: parseRows(backfillItem, items.all(id), 'item') }
  }
  const found = ({ dataset, active, limit }: BackfillQuery): { id: string; record: string }[] => {
    writer.flush()
    const rows = list[active ? 'active' : 'all'].all(dataset ?? null, limit)
    return z.array(z.object({ id: z.string(), record: z.string() })).parse(rows)
  }
  return {
    begin: (backfill, files) =>
      writer.write(() => {
        const { id, dataset, state, startedAt, job, plan, items: all } = backfill
        const listed = files === undefined ? null : JSON.stringify(files)
        insert.run(id, dataset, state, startedAt, job, recordOf(backfill), JSON.stringify(plan), listed)
        all.forEach((item, position) => putItem.run(id, position, JSON.stringify(item)))
      }),
    save: (backfill, changed) =>
      writer.write(() => {
        const { id, state, job } = backfill
        update.run(state, job, recordOf(backfill), id)
        for (const [position, item] of changed) putItem.run(id, position, JSON.stringify(item))
      }),
    get: (id) => {
      writer.flush()
      return get(id)
    },
    files: (id) => {
      writer.flush()
      return parseRow(z.array(plannedListing), filesOf.get(id)?.files)
    },
    ofJob: (job) => {
      writer.flush()
      const row = byJob.get(job)
      return row === undefined ? undefined : get(String(row.id))
    },
    list: (query) => found(query).flatMap(({ id }) => get(id) ?? []),
    summaries: (query) => found(query).flatMap(({ id, record: json }) => parseRow(backfillSummary, json) ?? summarised(get(id)))
  }
}

/** Of one that an earlier version wrote. */
const summarised = (backfill: Backfill | undefined): BackfillSummary[] => (backfill === undefined ? [] : [summaryOf(backfill)])
