import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { GroupWriter } from './group-writer'

/** What a measure gave for a partition whose rows were `content`. */
export interface KnownMeasure {
  dt: string
  content: string
  /** Null where it gave nothing. */
  value: number | null
}

/** Measures of partitions, so that what has not changed is not read again. Nothing is lost where they are. */
export interface MeasureTable {
  put(dataset: string, measure: string, known: readonly KnownMeasure[]): Promise<void>
  of(dataset: string, measure: string): KnownMeasure[]
  /** Forgets measures of the dataset but these. */
  keep(dataset: string, measures: readonly string[]): Promise<void>
}

const row = z.object({ dt: z.string(), content: z.string(), value: z.number().nullable() })

export function measureTable(database: DatabaseSync, writer: GroupWriter): MeasureTable {
  const save = database.prepare('INSERT OR REPLACE INTO measures (dataset, measure, dt, content, value) VALUES (?, ?, ?, ?, ?)')
  const known = database.prepare('SELECT dt, content, value FROM measures WHERE dataset = ? AND measure = ?')
  const named = database.prepare('SELECT DISTINCT measure FROM measures WHERE dataset = ?')
  const forget = database.prepare('DELETE FROM measures WHERE dataset = ? AND measure = ?')
  return {
    put: (dataset, measure, values) =>
      writer.write(() => {
        for (const { dt, content, value } of values) save.run(dataset, measure, dt, content, value)
      }),
    of: (dataset, measure) => {
      writer.flush()
      return row.array().parse(known.all(dataset, measure))
    },
    keep: (dataset, measures) =>
      writer.write(() => {
        const kept = new Set(measures)
        for (const { measure } of named.all(dataset)) if (!kept.has(String(measure))) forget.run(dataset, String(measure))
      })
  }
}
