import type { DatabaseSync } from 'node:sqlite'
import { runRecord, runSummary, type RunFilter, type RunGroup, type RunRecord, type RunSummary } from '../contract'
import type { GroupWriter } from './group-writer'
import { parseRow, parseRows } from './rows'
import { groupRuns, type GroupedBy } from './run-groups'
import { conditionOf } from './run-filter'
import { JUDGED_BY, searchText, secondsOf, summaryOf } from './run-summary'

/** Partitions that a run was asked to touch, inclusive; absent: all. */
export interface RunWindow {
  from?: string | undefined
  to?: string | undefined
}

interface RunQuery {
  filter: RunFilter
  from: number
  limit: number
}

export interface EarlierWork {
  seconds: number
  partitions: number
  rowsRead: number
  /** Of a dataset that is asked for: requests and answers kept from before. */
  answers?: number | undefined
}

/** Every attempt of a load, a derivation, a publication or an undo, kept for ever. */
export interface RunTable {
  put(run: RunRecord, window?: RunWindow): Promise<void>
  get(id: string): RunRecord | undefined
  /** Newest first. */
  list(query: RunQuery): { total: number; runs: RunSummary[] }
  /** The group with the newest run first. */
  groups(filter: RunFilter, by: GroupedBy): RunGroup[]
  running(): RunRecord[]
  windowOf: (id: string) => RunWindow | undefined
  /** Newest first: failed and refused runs that named their partitions, with their window. */
  troubled(dataset: string, limit: number): { run: RunRecord; window: RunWindow }[]
  /** Start of the newest run that succeeded (or found no change), by partition; what it only staged is not in the lake by it. */
  successes(dataset: string): Map<string, string>
  /** Newest first: what finished runs that loaded or derived something took and read; seconds. */
  experience(dataset: string, limit: number): EarlierWork[]
  /** Bytes that runs which started since then (an instant) wrote. */
  bytesWritten(since: string): number
  /** Newest first: finished runs that loaded or derived something. */
  lengths(dataset: string, limit: number): RunSummary[]
}

const SAVE = `INSERT INTO runs
    (id, dataset, kind, state, started_at, from_dt, to_dt, record, summary, backfill, run_trigger, started_by, seconds, changed, rows_written, search)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, record = excluded.record, summary = excluded.summary,
    seconds = excluded.seconds, changed = excluded.changed, rows_written = excluded.rows_written, search = excluded.search`
const SUCCEEDED = `INSERT INTO successes (dataset, dt, at) VALUES (?, ?, ?)
  ON CONFLICT (dataset, dt) DO UPDATE SET at = max(at, excluded.at)`
const TROUBLED = `SELECT record, from_dt, to_dt FROM runs WHERE dataset = ? AND state IN ('failed', 'refused') AND kind <> 'deliver'
  ORDER BY started_at DESC, id DESC LIMIT ?`
const EARLIER = `SELECT seconds FROM runs WHERE dataset = ? AND kind = ? AND started_at < ? AND seconds IS NOT NULL
  AND state IN ('done', 'unchanged') ORDER BY started_at DESC LIMIT ${JUDGED_BY}`
const FINISHED = `FROM runs WHERE dataset = ? AND kind IN ('load', 'derive') AND seconds IS NOT NULL
  AND state IN ('done', 'unchanged') ORDER BY started_at DESC, id DESC LIMIT ?`
const LENGTHS = `SELECT summary ${FINISHED}`
const EXPERIENCE = `SELECT seconds, summary ->> 'touched' AS touched, summary ->> 'rowsRead' AS rows,
  (summary ->> 'requests') + (summary ->> 'answersKept') AS answers ${FINISHED}`

const WRITTEN = `SELECT sum(summary ->> 'bytesWritten') AS bytes FROM runs WHERE started_at >= ?`

export function runTable(database: DatabaseSync, writer: GroupWriter): RunTable {
  const one = database.prepare('SELECT record FROM runs WHERE id = ?')
  const running = database.prepare(`SELECT record FROM runs WHERE state = 'running'`)
  const window = database.prepare('SELECT from_dt, to_dt FROM runs WHERE id = ?')
  const troubled = database.prepare(TROUBLED)
  const successes = database.prepare('SELECT dt, at FROM successes WHERE dataset = ?')
  const lengths = database.prepare(LENGTHS)
  const experience = database.prepare(EXPERIENCE)
  const written = database.prepare(WRITTEN)
  const save = saver(database)
  return {
    put: (run, window) => writer.write(() => save(run, window)),
    get: (id) => {
      writer.flush()
      return parseRow(runRecord, one.get(id)?.record)
    },
    list: ({ filter, from, limit }) => {
      writer.flush()
      const { sql, values } = conditionOf(filter)
      const total = Number(database.prepare(`SELECT count(*) AS n FROM runs WHERE ${sql}`).get(...values)?.n ?? 0)
      const page = `SELECT summary FROM runs WHERE ${sql} ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?`
      return { total, runs: parseRows(runSummary, database.prepare(page).all(...values, limit, from), 'summary') }
    },
    groups: (filter, by) => {
      writer.flush()
      return groupRuns(database, filter, by)
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
    },
    bytesWritten: (since) => {
      writer.flush()
      return Number(written.get(since)?.bytes ?? 0)
    },
    experience: (dataset, limit) => {
      writer.flush()
      const rows = experience.all(dataset, limit)
      return rows.map(({ seconds, touched, rows: read, answers }) => ({
        ...{ seconds: Number(seconds), partitions: Number(touched), rowsRead: Number(read) },
        ...(answers === null || answers === undefined ? {} : { answers: Number(answers) })
      }))
    },
    lengths: (dataset, limit) => {
      writer.flush()
      return parseRows(runSummary, lengths.all(dataset, limit), 'summary')
    }
  }
}

function saver(database: DatabaseSync): (run: RunRecord, window: RunWindow | undefined) => void {
  const save = database.prepare(SAVE)
  const savePartition = database.prepare('INSERT OR IGNORE INTO run_partitions (dataset, dt, run_id) VALUES (?, ?, ?)')
  const succeeded = database.prepare(SUCCEEDED)
  const earlier = database.prepare(EARLIER)
  return (run, window) => {
    const before =
      run.finishedAt === null ? [] : earlier.all(run.dataset, run.kind, run.startedAt).map(({ seconds }) => Number(seconds))
    const summary = summaryOf(run, window, before)
    const changed = run.staged === true ? 0 : summary.changed
    save.run(
      ...[run.id, run.dataset, run.kind, run.state, run.startedAt, window?.from ?? null, window?.to ?? null, JSON.stringify(run)],
      ...[
        JSON.stringify(summary),
        run.backfill,
        run.trigger,
        run.startedBy,
        secondsOf(run),
        changed,
        run.rowsWritten,
        searchText(run)
      ]
    )
    for (const { dt, change } of run.partitions) {
      savePartition.run(run.dataset, dt, run.id)
      if (succeedsIn(run, change)) succeeded.run(run.dataset, dt, run.startedAt)
    }
  }
}

/** What a run has only staged is not in the lake by it, nor what it sent elsewhere; what it found unchanged was there. */
const succeedsIn = ({ kind, state, staged }: RunRecord, change: RunRecord['partitions'][number]['change']): boolean =>
  kind !== 'deliver' && (state === 'done' || state === 'unchanged') && (staged !== true || change === 'unchanged')

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
