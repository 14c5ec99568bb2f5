import type { SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import type { InputRun } from './input-runs'
import { headersOf, strangerError } from './stranger'

export interface LoadNote {
  code: string
  column: string | null
  count: number
}

/**
 * Columns that the dataset names and files do not have. Absent everywhere, or where a row cannot be without it (not nullable, part of
 * the key or the partition): the load is refused (`schema.breaking`), as it is for a file that has none of them, which is another
 * table. Absent in some files otherwise: null there, and said so. Columns that only the files have are mentioned.
 */
export function columnNotes(spec: SourcedSpec, runs: readonly InputRun[]): LoadNote[] {
  const named = runs.filter(({ names }) => names !== undefined)
  if (named.length === 0 || spec.source.format === 'jsonl') return []
  refuseStrangers(spec, named)
  const needed = new Set([...spec.primaryKey, ...(spec.partition?.columns ?? [])])
  const absent = spec.columns.flatMap(({ name, source, nullable }) => {
    if (!('header' in source)) return []
    const without = named.filter(({ names }) => names?.includes(source.header) !== true)
    const files = without.reduce((sum, run) => sum + run.files.length, 0)
    const breaks = without.length === named.length || !nullable || needed.has(name)
    return files === 0 ? [] : [{ name, header: source.header, files, breaks, first: without[0] }]
  })
  const known = new Set(spec.columns.flatMap(({ source }) => ('header' in source ? [source.header] : [])))
  const positions = new Set(spec.columns.flatMap(({ source }) => ('position' in source ? [source.position] : [])))
  const extra = new Map<string, number>()
  for (const { names, files } of named) {
    for (const [index, name] of (names ?? []).entries()) {
      if (!known.has(name) && !positions.has(index)) extra.set(name, (extra.get(name) ?? 0) + files.length)
    }
  }
  const breaking = absent.filter(({ breaks }) => breaks)
  if (breaking.length > 0) {
    const missing = breaking.map(({ header }) => header)
    throw breakingColumns(missing, [...extra.keys()], fileOf(breaking[0]?.first))
  }
  return [
    ...absent.map(({ name, files }) => ({ code: 'column.absent', column: name, count: files })),
    ...[...extra].map(([name, count]) => ({ code: 'column.extra', column: name, count }))
  ]
}

const fileOf = (run: InputRun | undefined): string => run?.files[0]?.file.name ?? ''

/** A file without a single column of the dataset would become rows of nulls. */
function refuseStrangers(spec: SourcedSpec, runs: readonly InputRun[]): void {
  const headers = headersOf(spec)
  if (headers.length === 0) return
  const stranger = runs.find(({ names }) => !headers.some((header) => names?.includes(header) === true))
  if (stranger !== undefined) throw strangerError(spec, fileOf(stranger), stranger.names ?? [])
}

function breakingColumns(missing: string[], added: string[], file: string): AppError {
  const list = missing.map((name) => `"${name}"`).join(', ')
  return new AppError(
    'schema.breaking',
    `"${file}" does not have ${missing.length === 1 ? 'the column' : 'the columns'} ${list}.`,
    {
      hint: 'Check that it is the right file. If its columns were renamed or dropped, change the dataset file accordingly and load in full.',
      details: { file, missing, added }
    }
  )
}
