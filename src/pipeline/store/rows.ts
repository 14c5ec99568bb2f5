import type { z } from 'zod'

/** JSON of a column as what its schema says; undefined where there is none or where it no longer fits. */
export function parseRow<T>(schema: z.ZodType<T>, json: unknown): T | undefined {
  if (typeof json !== 'string') return undefined
  return schema.safeParse(JSON.parse(json)).data
}

export function parseRows<T>(schema: z.ZodType<T>, rows: readonly Record<string, unknown>[], column: string): T[] {
  return rows.flatMap((row) => parseRow(schema, row[column]) ?? [])
}
