import type { DatabaseSync } from 'node:sqlite'
import type { z } from 'zod'
import { attentionNote, backfillPlan, proof, type AttentionNote, type BackfillPlan, type Proof } from '../contract'
import type { GroupWriter } from './group-writer'
import { parseRow } from './rows'

/** Answers already given, by client request id: a call repeated after a reconnect starts nothing twice. */
export interface RequestTable {
  put(id: string, method: string, result: unknown, at: string): Promise<void>
  get(id: string): { method: string; result: unknown } | undefined
  /** Forgets answers given before this instant. */
  forget(before: string): Promise<void>
}

export function requestTable(database: DatabaseSync, writer: GroupWriter): RequestTable {
  const save = database.prepare('INSERT OR REPLACE INTO requests (id, method, result, at) VALUES (?, ?, ?, ?)')
  const one = database.prepare('SELECT method, result FROM requests WHERE id = ?')
  const forget = database.prepare('DELETE FROM requests WHERE at < ?')
  return {
    put: (id, method, result, at) => writer.write(() => save.run(id, method, JSON.stringify(result), at)),
    get: (id) => {
      writer.flush()
      const row = one.get(id)
      if (row === undefined) return undefined
      const result: unknown = JSON.parse(String(row.result))
      return { method: String(row.method), result }
    },
    forget: (before) => writer.write(() => forget.run(before))
  }
}

export interface SettingTable {
  get<T>(key: string, schema: z.ZodType<T>): T | undefined
  put(key: string, value: unknown): Promise<void>
}

export function settingTable(database: DatabaseSync, writer: GroupWriter): SettingTable {
  const save = database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
  const one = database.prepare('SELECT value FROM settings WHERE key = ?')
  return {
    get: (key, schema) => {
      writer.flush()
      return parseRow(schema, one.get(key)?.value)
    },
    put: (key, value) => writer.write(() => save.run(key, JSON.stringify(value)))
  }
}

/** Datasets that were removed and can be brought back. */
export interface TrashTable {
  put(id: string, dataset: string, at: string): Promise<void>
  get(id: string): { dataset: string; at: string } | undefined
  delete(id: string): Promise<void>
  /** When a dataset of this name was last thrown away. */
  newestOf(dataset: string): string | undefined
}

export function trashTable(database: DatabaseSync, writer: GroupWriter): TrashTable {
  const save = database.prepare('INSERT OR REPLACE INTO trash (id, dataset, at) VALUES (?, ?, ?)')
  const one = database.prepare('SELECT dataset, at FROM trash WHERE id = ?')
  const drop = database.prepare('DELETE FROM trash WHERE id = ?')
  const newest = database.prepare('SELECT max(at) AS at FROM trash WHERE dataset = ?')
  return {
    put: (id, dataset, at) => writer.write(() => save.run(id, dataset, at)),
    get: (id) => {
      writer.flush()
      const row = one.get(id)
      return row === undefined ? undefined : { dataset: String(row.dataset), at: String(row.at) }
    },
    delete: (id) => writer.write(() => drop.run(id)),
    newestOf: (dataset) => {
      writer.flush()
      const at = newest.get(dataset)?.at
      return typeof at === 'string' ? at : undefined
    }
  }
}

/** What people wrote beside a dataset in the overview, and until when it is snoozed. */
export interface NoteTable {
  put(note: AttentionNote): Promise<void>
  delete(dataset: string): Promise<void>
  get(dataset: string): AttentionNote | undefined
}

export function noteTable(database: DatabaseSync, writer: GroupWriter): NoteTable {
  const save = database.prepare('INSERT OR REPLACE INTO notes (dataset, note) VALUES (?, ?)')
  const drop = database.prepare('DELETE FROM notes WHERE dataset = ?')
  const one = database.prepare('SELECT note FROM notes WHERE dataset = ?')
  return {
    put: (note) => writer.write(() => save.run(note.dataset, JSON.stringify(note))),
    delete: (dataset) => writer.write(() => drop.run(dataset)),
    get: (dataset) => {
      writer.flush()
      return parseRow(attentionNote, one.get(dataset)?.note)
    }
  }
}

/** Proofs of runs and backfills as they were made. */
export interface ProofTable {
  put(proof: Proof): Promise<void>
  get(run: string): Proof | undefined
}

export function proofTable(database: DatabaseSync, writer: GroupWriter): ProofTable {
  const save = database.prepare('INSERT OR REPLACE INTO proofs (run, proof) VALUES (?, ?)')
  const one = database.prepare('SELECT proof FROM proofs WHERE run = ?')
  return {
    put: (made) => writer.write(() => save.run(made.run, JSON.stringify(made))),
    get: (run) => {
      writer.flush()
      return parseRow(proof, one.get(run)?.proof)
    }
  }
}

/** Plans that were shown last, by their hash. */
export interface PlanTable {
  put(plan: BackfillPlan, at: string): Promise<void>
  get(hash: string): BackfillPlan | undefined
}

/** Plans that are kept: each change of a selection shows another one. */
const PLANS = 20

export function planTable(database: DatabaseSync, writer: GroupWriter): PlanTable {
  const save = database.prepare('INSERT OR REPLACE INTO plans (hash, plan, at) VALUES (?, ?, ?)')
  const drop = database.prepare(`DELETE FROM plans WHERE hash NOT IN (SELECT hash FROM plans ORDER BY at DESC LIMIT ${PLANS})`)
  const one = database.prepare('SELECT plan FROM plans WHERE hash = ?')
  return {
    put: (plan, at) =>
      writer.write(() => {
        save.run(plan.hash, JSON.stringify(plan), at)
        drop.run()
      }),
    get: (hash) => {
      writer.flush()
      return parseRow(backfillPlan, one.get(hash)?.plan)
    }
  }
}
