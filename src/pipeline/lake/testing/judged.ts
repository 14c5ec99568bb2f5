import { z } from 'zod'
import { judge } from './python'

const view = z.object({
  version: z.number(),
  files: z.array(z.string()),
  rows: z.array(z.record(z.string(), z.unknown())),
  columns: z.array(z.tuple([z.string(), z.unknown()])),
  metadata: z.record(z.string(), z.record(z.string(), z.unknown())),
  partitionColumns: z.array(z.string()),
  readerVersion: z.number()
})

const judged = z.object({
  current: view,
  versions: z.record(z.string(), view),
  history: z.array(z.object({ version: z.number().nullish(), operation: z.string().nullish(), runId: z.string().nullish() })),
  transactions: z.record(z.string(), z.number().nullable()),
  wouldVacuum: z.array(z.string())
})
export type Judged = z.infer<typeof judged>

/** What delta-rs finds in a table's folder, now and at each of the versions. */
export async function readByDeltaRs(folder: string, versions: readonly number[] = []): Promise<Judged> {
  return judged.parse(JSON.parse(await judge('read_table.py', folder, ...versions.map(String))))
}

/** Rows as text, sorted: the order of rows in a table means nothing. */
export const sorted = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()
