import type { JS } from '@duckdb/node-api'

/** A row of a small result, by column name. */
export type Row = Record<string, JS>

/** A text cell; '' for NULL or a missing row. */
export function textOf(row: Row | undefined, name: string): string {
  const value = row?.[name]
  return typeof value === 'string' ? value : ''
}

/** A number cell within ±2^53; 0 for NULL or a missing row. */
export function numberOf(row: Row | undefined, name: string): number {
  const value = row?.[name]
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0
}
