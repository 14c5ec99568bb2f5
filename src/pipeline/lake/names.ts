import type { TableColumn } from './types'

/** The partition column's name: no other column may have it. */
export const PARTITION_COLUMN = 'dt'

/**
 * Names for the columns in Parquet files, in the order given: letters of any script, digits and `_`, unique without case, never `dt`.
 * Columns that a table has already keep the names that they have there.
 */
export function physicalNames(
  names: readonly string[],
  existing: readonly Pick<TableColumn, 'name' | 'physical'>[] = []
): string[] {
  const known = new Map(existing.map(({ name, physical }) => [name, physical]))
  const taken = new Set([PARTITION_COLUMN, ...existing.map(({ physical }) => fold(physical))])
  return names.map((name) => {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const physical = firstFree(plain(name), taken)
    taken.add(fold(physical))
    return physical
  })
}

/** Runs of other characters become one `_`; none at the ends. */
function plain(name: string): string {
  const text = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}_]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
  return /^\p{M}*$/u.test(text) ? 'column' : text
}

function firstFree(base: string, taken: ReadonlySet<string>): string {
  let name = base
  for (let next = 2; taken.has(fold(name)); next += 1) name = `${base}_${next}`
  return name
}

const fold = (name: string): string => name.toLowerCase().normalize('NFC')
