import type { RecogniseOverrides, RecognisedColumn } from '../../contract'
import type { NamedColumn } from './column-names'
import { findType } from './column-type'
import type { SampledTable } from './table'
import { Tally } from './tally'

/** A column as it was recognised, and what was counted about it. */
export interface SniffedColumn {
  column: RecognisedColumn
  nulls: string[]
  tally: Tally
}

/** Counts every sampled cell and decides the type of each column; types that the user has set stand. */
export function sniffColumns(
  table: SampledTable,
  names: readonly NamedColumn[],
  overrides: RecogniseOverrides,
  checkAborted: () => void
): { columns: SniffedColumn[]; rows: number } {
  const tallies = names.map(() => new Tally())
  const nulls = new Set(overrides.nulls ?? [])
  let rows = 0
  for (const row of table.rows()) {
    rows += 1
    if (rows % 10_000 === 0) checkAborted()
    for (const [index, tally] of tallies.entries()) {
      const cell = row[index]
      if (cell === undefined || nulls.has(cell.text)) tally.add('', false)
      else tally.add(cell.text, cell.quoted)
    }
  }
  return { columns: names.map((named, index) => sniffed(named, tallies[index] ?? new Tally(), overrides)), rows }
}

function sniffed(named: NamedColumn, tally: Tally, overrides: RecogniseOverrides): SniffedColumn {
  const found = findType(named.name, tally)
  const wanted = overrides.types?.[named.name]
  const type = wanted ?? found.type
  const sameKind = wanted === undefined || wanted === found.type
  const nulls = type === 'text' ? [] : found.nulls.length > 0 || wanted === undefined ? found.nulls : [...tally.markers.keys()]
  const column: RecognisedColumn = {
    name: named.name,
    source: named.source,
    type,
    ...(sameKind && found.format !== undefined ? { format: found.format } : {}),
    certainty: wanted === undefined ? found.certainty : 1,
    nullable: true,
    samples: [...tally.samples],
    notes: sameKind ? found.notes : []
  }
  return { column, nulls, tally }
}
