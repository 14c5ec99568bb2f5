import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import {
  incident as incidentSchema,
  incidentSummary,
  type Incident,
  type IncidentFilter,
  type IncidentKind,
  type IncidentSummary
} from '../contract'
import type { GroupWriter } from './group-writer'
import { incidentConditions, rankOf } from './incident-filter'
import { parseRow, parseRows } from './rows'

/** How an incident was, and how it is now; the same object where nothing changed. */
export interface IncidentChange {
  before: Incident | undefined
  after: Incident | undefined
}

/** Incidents, each once by its id. Closed ones stay. */
export interface IncidentTable {
  /** Reads, decides and writes as one step, so that none comes between; durable once it resolves. Nothing is written where `decide` returns what it got. */
  change(id: string, decide: (before: Incident | undefined) => Incident | undefined): Promise<IncidentChange>
  get(id: string): Incident | undefined
  /** Open ones first, then acknowledged, snoozed, closed; of each the newest first. */
  list(query: { filter: IncidentFilter; from: number; limit: number }): { total: number; incidents: IncidentSummary[] }
  /** Open ones that nobody has acknowledged or snoozed. */
  open(): number
  /** The same by dataset, and how many of them block. */
  openByDataset(): Map<string, { open: number; blocking: number }>
  /** Ids of those that are not closed. */
  standing(dataset: string, about?: { dt?: string; kind?: IncidentKind }): string[]
  /** Ids of those that are closed. */
  closedOf(dataset: string): string[]
  /** Ids of the snoozed ones whose time is over. */
  wakeable(now: string): string[]
}

const detail = incidentSchema.pick({ sample: true, events: true, error: true })
const standingRow = z.object({ id: z.string() })
const openRow = z.object({ dataset: z.string(), open: z.number(), blocking: z.number() })

export function incidentTable(database: DatabaseSync, writer: GroupWriter): IncidentTable {
  const save = database.prepare(
    `INSERT OR REPLACE INTO incidents (id, dataset, dt, kind, rank, severity, last_seen, snoozed_until, search, summary, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  )
  const one = database.prepare('SELECT summary, detail FROM incidents WHERE id = ?')
  const open = database.prepare('SELECT count(*) AS open FROM incidents WHERE rank = 0')
  const byDataset = database.prepare(
    `SELECT dataset, count(*) AS open, sum(severity = 'block') AS blocking FROM incidents WHERE rank = 0 GROUP BY dataset`
  )
  const standing = database.prepare(
    `SELECT id FROM incidents WHERE dataset = ?1 AND rank < 3 AND (?2 IS NULL OR dt = ?2) AND (?3 IS NULL OR kind = ?3) ORDER BY id`
  )
  const closed = database.prepare('SELECT id FROM incidents WHERE dataset = ? AND rank = 3 ORDER BY id')
  const wakeable = database.prepare('SELECT id FROM incidents INDEXED BY incidents_snoozed WHERE rank = 2 AND snoozed_until <= ?')
  const read = (id: string): Incident | undefined => incidentOf(one.get(id))
  const put = (incident: Incident): unknown => save.run(...valuesOf(incident))
  return {
    change: async (id, decide) => {
      let change: IncidentChange = { before: undefined, after: undefined }
      await writer.write(() => {
        const before = read(id)
        const after = decide(before)
        if (after !== undefined && after !== before) put(after)
        change = { before, after }
      })
      return change
    },
    get: (id) => {
      writer.flush()
      return read(id)
    },
    list: ({ filter, from, limit }) => {
      writer.flush()
      const { where, values } = incidentConditions(filter)
      const total = Number(database.prepare(`SELECT count(*) AS total FROM incidents ${where}`).get(...values)?.total ?? 0)
      const ids = `SELECT id FROM incidents ${where} ORDER BY rank, last_seen DESC, id LIMIT ? OFFSET ?`
      const rows = database
        .prepare(`SELECT summary FROM incidents WHERE id IN (${ids}) ORDER BY rank, last_seen DESC, id`)
        .all(...values, limit, from)
      return { total, incidents: parseRows(incidentSummary, rows, 'summary') }
    },
    open: () => {
      writer.flush()
      return Number(open.get()?.open ?? 0)
    },
    openByDataset: () => {
      writer.flush()
      return new Map(
        openRow
          .array()
          .parse(byDataset.all())
          .map(({ dataset, ...counts }) => [dataset, counts])
      )
    },
    standing: (dataset, about = {}) => {
      writer.flush()
      return idsOf(standing.all(dataset, about.dt ?? null, about.kind ?? null))
    },
    closedOf: (dataset) => {
      writer.flush()
      return idsOf(closed.all(dataset))
    },
    wakeable: (now) => {
      writer.flush()
      return idsOf(wakeable.all(now))
    }
  }
}

const idsOf = (rows: unknown): string[] =>
  standingRow
    .array()
    .parse(rows)
    .map(({ id }) => id)

function valuesOf({ sample, events, error, ...summary }: Incident) {
  const { id, dataset, dt, kind, subject, state, severity, lastSeen, snoozedUntil, reason } = summary
  const search = [dataset, dt, kind, subject, reason, ...Object.values(summary.measured)].join(' ').toLowerCase().slice(0, 500)
  return [
    ...([id, dataset, dt, kind, rankOf(state), severity, lastSeen, snoozedUntil, search] as const),
    JSON.stringify(summary),
    JSON.stringify({ sample, events, error })
  ] as const
}

function incidentOf(row: Record<string, unknown> | undefined): Incident | undefined {
  const summary = parseRow(incidentSummary, row?.summary)
  const more = parseRow(detail, row?.detail)
  return summary === undefined || more === undefined ? undefined : { ...summary, ...more }
}
