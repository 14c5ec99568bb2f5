import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { errorData } from '../contract'
import type { GroupWriter } from './group-writer'
import { parseRow } from './rows'

const entry = z.object({
  dataset: z.string(),
  delivery: z.string(),
  dt: z.string(),
  /** `connection table`: of another target it says nothing. */
  target: z.string(),
  /** The table's version that had last changed the partition, and the lake's digest of it, as they were delivered; null: never. */
  version: z.number().int().nullable(),
  content: z.string().nullable(),
  /** The version that was tried last. */
  tried: z.number().int(),
  rows: z.number().int().nullable(),
  digest: z.string().nullable(),
  at: z.string().nullable(),
  error: errorData.optional()
})
/** What is known here of one partition in one target. */
export type DeliveryEntry = z.infer<typeof entry>

export interface DeliveryTable {
  put(entries: readonly DeliveryEntry[]): Promise<void>
  list(dataset: string): DeliveryEntry[]
}

export function deliveryTable(database: DatabaseSync, writer: GroupWriter): DeliveryTable {
  const save = database.prepare('INSERT OR REPLACE INTO deliveries (dataset, delivery, dt, entry) VALUES (?, ?, ?, ?)')
  const list = database.prepare('SELECT entry FROM deliveries WHERE dataset = ? ORDER BY delivery, dt')
  return {
    put: (entries) =>
      writer.write(() => {
        for (const one of entries) save.run(one.dataset, one.delivery, one.dt, JSON.stringify(one))
      }),
    list: (dataset) => {
      writer.flush()
      return list.all(dataset).flatMap((row) => parseRow(entry, row.entry) ?? [])
    }
  }
}
