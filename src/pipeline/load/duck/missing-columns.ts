import type { SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import type { InputRun } from './input-runs'

export interface LoadNote {
  code: string
  column: string | null
  count: number
}

/**
 * Columns that the dataset names and files do not have. Absent everywhere, or not allowed to be null: the load is refused
 * (`schema.breaking`). Absent in some files: null there, and said so. Columns that only the files have are mentioned.
 */
export function columnNotes(spec: SourcedSpec, runs: readonly InputRun[]): LoadNote[] {
  const named = runs.filter(({ names }) => names !== undefined)
  if (named.length === 0 || spec.source.format === 'jsonl') return []
  const absent = spec.columns.flatMap(({ name, source, nullable }) => {
    if (!('header' in source)) return []
    const without = named.filter(({ names }) => names?.includes(source.header) !== true)
    const files = without.reduce((sum, run) => sum + run.files.length, 0)
    return files === 0 ? [] : [{ name, header: source.header, nullable, files, everywhere: without.length === named.length }]
  })
  const known = new Set(spec.columns.flatMap(({ source }) => ('header' in source ? [source.header] : [])))
  const positions = new Set(spec.columns.flatMap(({ source }) => ('position' in source ? [source.position] : [])))
  const extra = new Map<string, number>()
  for (const { names, files } of named) {
    for (const [index, name] of (names ?? []).entries()) {
      if (!known.has(name) && !positions.has(index)) extra.set(name, (extra.get(name) ?? 0) + files.length)
    }
  }
  const breaking = absent.filter(({ everywhere, nullable }) => everywhere || !nullable)
  if (breaking.length > 0)
    throw breakingColumns(
      breaking.map(({ header }) => header),
      [...extra.keys()],
      named
    )
  return [
    ...absent.map(({ name, files }) => ({ code: 'column.absent', column: name, count: files })),
    ...[...extra].map(([name, count]) => ({ code: 'column.extra', column: name, count }))
  ]
}

function breakingColumns(missing: string[], added: string[], runs: readonly InputRun[]): AppError {
  const file = runs[0]?.files[0]?.file.name ?? ''
  const list = missing.map((name) => `"${name}"`).join(', ')
  return new AppError(
    'schema.breaking',
    `The source no longer has ${missing.length === 1 ? 'the column' : 'the columns'} ${list}.`,
    {
      hint: 'Check that it is the right file. If its columns were renamed or dropped, change the dataset file accordingly and load in full.',
      details: { file, missing, added }
    }
  )
}
