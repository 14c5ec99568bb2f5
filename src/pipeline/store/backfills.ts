import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { backfill, backfillEnds, backfillItem, backfillPlan, type Backfill, type BackfillItem } from '../contract'
import { omit } from '../lib/omit'
import type { GroupWriter } from './group-writer'
import { parseRow, parseRows } from './rows'

/** A file as a plan listed it; `dt` null where rows of several partitions may be in it. */
const plannedListing = z.object({
  ...{ path: z.string(), name: z.string(), bytes: z.number(), modifiedMs: z.number() },
  dt: z.string().nullable()
})
export type PlannedListing = z.infer<typeof plannedListing>

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
  list(query: { dataset?: string | undefined; active: boolean; limit: number }): Backfill[]
}

/** What changes while it runs; the dates that are skipped stand in the plan. */
const record = backfill.omit({ items: true, plan: true, skip: true })
const END_LIST = backfillEnds.map((state) => `'${state}'`).join(', ')

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
  const list = database.prepare(
    `SELECT id FROM backfills WHERE (?1 IS NULL OR dataset = ?1) AND (?2 = 0 OR state NOT IN (${END_LIST}))
     ORDER BY started_at DESC, id DESC LIMIT ?3`
  )
  const get = (id: string): Backfill | undefined => {
    const row = one.get(id)
    const head = parseRow(record, row?.record)
    const plan = parseRow(backfillPlan, row?.plan)
    return head === undefined || plan === undefined
      ? undefined
      : { ...head, plan, skip: plan.skip, items: parseRows(backfillItem, items.all(id), 'item') }
  }
  return {
    begin: (backfill, files) =>
      writer.write(() => {
        const { plan, items: all } = backfill
        const head = omit(backfill, 'plan', 'items', 'skip')
        const texts = [head, plan].map((part) => JSON.stringify(part))
        insert.run(head.id, head.dataset, head.state, head.startedAt, head.job, ...texts, files ? JSON.stringify(files) : null)
        all.forEach((item, position) => putItem.run(head.id, position, JSON.stringify(item)))
      }),
    save: (backfill, changed) =>
      writer.write(() => {
        const head = omit(backfill, 'plan', 'items', 'skip')
        update.run(head.state, head.job, JSON.stringify(head), head.id)
        for (const [position, item] of changed) putItem.run(head.id, position, JSON.stringify(item))
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
    list: ({ dataset, active, limit }) => {
      writer.flush()
      const ids = z.array(z.object({ id: z.string() })).parse(list.all(dataset ?? null, active ? 1 : 0, limit))
      return ids.flatMap(({ id }) => get(id) ?? [])
    }
  }
}
