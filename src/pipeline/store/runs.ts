import type { DatabaseSync } from 'node:sqlite'
import { runRecord, type RunRecord } from '../contract'
import type { GroupWriter } from './group-writer'
import { parseRow, parseRows } from './rows'

/** Partitions that a run was asked to touch, inclusive; absent: all. */
export interface RunWindow {
  from?: string | undefined
  to?: string | undefined
}

export interface RunQuery {
  dataset?: string | undefined
  /** Runs that touched this partition. */
  dt?: string | undefined
  from: number
  limit: number
}

/** Every attempt of a load or undo, kept for ever. */
export interface RunTable {
  put(run: RunRecord, window?: RunWindow): Promise<void>
  get(id: string): RunRecord | undefined
  /** Newest first. */
  list(query: RunQuery): { total: number; runs: RunRecord[] }
  running(): RunRecord[]
  windowOf: (id: string) => RunWindow | undefined
  /** Newest first: failed and refused runs that named their partitions, with their window. */
  troubled(dataset: string, limit: number): { run: RunRecord; window: RunWindow }[]
  /** Start of the newest run that succeeded (or found no change), by partition. */
  successes(dataset: string): Map<string, string>
}

const SAVE = `INSERT INTO runs (id, dataset, kind, state, started_at, from_dt, to_dt, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, record = excluded.record`
const MATCH = `(?1 IS NULL OR dataset = ?1)
  AND (?2 IS NULL OR id IN (SELECT run_id FROM run_partitions WHERE dt = ?2 AND (?1 IS NULL OR dataset = ?1)))`
const SUCCESSES = `SELECT p.dt AS dt, max(r.started_at) AS at FROM run_partitions p JOIN runs r ON r.id = p.run_id
  WHERE p.dataset = ? AND r.state IN ('done', 'unchanged') GROUP BY p.dt`
const TROUBLED = `SELECT record, from_dt, to_dt FROM runs WHERE dataset = ? AND state IN ('failed', 'refused')
  ORDER BY started_at DESC, id DESC LIMIT ?`

export function runTable(database: DatabaseSync, writer: GroupWriter): RunTable {
  const save = database.prepare(SAVE)
  const savePartition = database.prepare('INSERT OR IGNORE INTO run_partitions (dataset, dt, run_id) VALUES (?, ?, ?)')
  const one = database.prepare('SELECT record FROM runs WHERE id = ?')
  const count = database.prepare(`SELECT count(*) AS n FROM runs WHERE ${MATCH}`)
  const page = database.prepare(`SELECT record FROM runs WHERE ${MATCH} ORDER BY started_at DESC, id DESC LIMIT ?3 OFFSET ?4`)
  const running = database.prepare(`SELECT record FROM runs WHERE state = 'running'`)
  const window = database.prepare('SELECT from_dt, to_dt FROM runs WHERE id = ?')
  const troubled = database.prepare(TROUBLED)
  const successes = database.prepare(SUCCESSES)
  return {
    put: (run, window) =>
      writer.write(() => {
        const range = [window?.from ?? null, window?.to ?? null] as const
        save.run(run.id, run.dataset, run.kind, run.state, run.startedAt, ...range, JSON.stringify(run))
        for (const { dt } of run.partitions) savePartition.run(run.dataset, dt, run.id)
      }),
    get: (id) => {
      writer.flush()
      return parseRow(runRecord, one.get(id)?.record)
    },
    list: ({ dataset, dt, from, limit }) => {
      writer.flush()
      const total = Number(count.get(dataset ?? null, dt ?? null)?.n ?? 0)
      return { total, runs: parseRows(runRecord, page.all(dataset ?? null, dt ?? null, limit, from), 'record') }
    },
    running: () => parseRows(runRecord, running.all(), 'record'),
    windowOf: (id) => {
      writer.flush()
      const row = window.get(id)
      return row === undefined ? undefined : { from: textOf(row.from_dt), to: textOf(row.to_dt) }
    },
    troubled: (dataset, limit) => {
      writer.flush()
      return troubled.all(dataset, limit).flatMap((row) => {
        const run = parseRow(runRecord, row.record)
        return run === undefined ? [] : [{ run, window: { from: textOf(row.from_dt), to: textOf(row.to_dt) } }]
      })
    },
    successes: (dataset) => {
      writer.flush()
      return new Map(successes.all(dataset).map((row) => [String(row.dt), String(row.at)]))
    }
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
