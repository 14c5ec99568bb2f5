import type { RecogniseOverrides, RecognisedColumn } from '../../contract'
import type { Row } from '../csv/fields'
import type { NamedColumn } from './column-names'
import { findType } from './column-type'
import { KeyHunt, type FoundKey } from './keys'
import type { SampledTable } from './table'
import { Tally } from './tally'

/** A column as it was recognised, and what was counted about it. */
export interface SniffedColumn {
  column: RecognisedColumn
  nulls: string[]
  tally: Tally
}

export interface SniffedTable {
  columns: SniffedColumn[]
  rows: number
  key: FoundKey
}

/** After so many rows the types are clear enough to know which columns may be a key. */
const ROWS_BEFORE_KEYS = 20_000

/** Counts every sampled cell, decides the type of each column, and hunts for a key; types that the user has set stand. */
export function sniffColumns(
  table: SampledTable,
  names: readonly NamedColumn[],
  overrides: RecogniseOverrides,
  options: { whole: boolean; checkAborted: () => void }
): SniffedTable {
  const tallies = names.map(() => new Tally())
  const nulls = new Set(overrides.nulls ?? [])
  const sniffedNow = (): SniffedColumn[] => names.map((named, index) => sniffed(named, tallies[index] ?? new Tally(), overrides))
  const early: Row[] = []
  let hunt: KeyHunt | undefined
  let rows = 0
  for (const row of table.rows()) {
    rows += 1
    if (rows % 10_000 === 0) options.checkAborted()
    count(tallies, row, nulls)
    if (hunt !== undefined) hunt.see(row.texts)
    else if (early.push(row) === ROWS_BEFORE_KEYS) hunt = startHunt(sniffedNow(), early)
  }
  const columns = sniffedNow()
  return { columns, rows, key: (hunt ?? startHunt(columns, early)).best(options.whole) }
}

function count(tallies: readonly Tally[], { texts, quoted }: Row, nulls: ReadonlySet<string>): void {
  for (let index = 0; index < tallies.length; index += 1) {
    const text = texts[index] ?? ''
    if (nulls.size > 0 && nulls.has(text)) tallies[index]?.add('', false)
    else tallies[index]?.add(text, quoted?.[index] === true)
  }
}

function startHunt(columns: readonly SniffedColumn[], rows: readonly Row[]): KeyHunt {
  const hunt = new KeyHunt(columns.map(({ column: { name, type } }) => ({ name, type, unnamed: /^column_\d+$/.test(name) })))
  for (const { texts } of rows) hunt.see(texts)
  return hunt
}

function sniffed(named: NamedColumn, tally: Tally, overrides: RecogniseOverrides): SniffedColumn {
  tally.settle()
  const found = findType(named.name, tally)
  const wanted = overrides.types?.[named.name]
  const type = wanted ?? found.type
  const same = wanted === undefined || wanted === found.type
  const column: RecognisedColumn = {
    name: named.name,
    source: named.source,
    type,
    ...(same && found.format !== undefined ? { format: found.format } : {}),
    certainty: wanted === undefined ? found.certainty : 1,
    nullable: true,
    samples: tally.samples,
    notes: same ? found.notes : []
  }
  return { column, nulls: nullsOf(found.nulls, tally, type, same), tally }
}

/** A type that the user has set takes the usual markers of "no value" with it; text keeps them as text. */
function nullsOf(found: string[], tally: Tally, type: string, same: boolean): string[] {
  if (type === 'text') return []
  return same ? found : [...tally.markers.keys()]
}
