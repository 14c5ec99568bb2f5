import type { FileStats } from './types'

/** Statistics of a file as writers put them into `add.stats`; undefined where they are absent or without a row count. */
export function readStats(text: string | null | undefined): FileStats | undefined {
  // By hand, not by zod: opening a table reads one of these for each of its files.
  const stats = parseJson(text)
  if (!isRecord(stats) || !Number.isSafeInteger(stats['numRecords'])) return undefined
  return {
    numRecords: Number(stats['numRecords']),
    minValues: only(isScalar, stats['minValues']),
    maxValues: only(isScalar, stats['maxValues']),
    nullCount: only(isCount, stats['nullCount'])
  }
}

/** The value of a JSON text that others may have written; undefined where it is none. */
export function parseJson(text: string | null | undefined): unknown {
  if (text === undefined || text === null || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Scalar = string | number | boolean
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
const isCount = (value: unknown): value is number => typeof value === 'number'

/** Nested values (of structs) and nulls are of no use here and left out. */
function only<T>(fits: (value: unknown) => value is T, values: unknown): Record<string, T> {
  if (!isRecord(values)) return {}
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, T] => fits(entry[1])))
}
