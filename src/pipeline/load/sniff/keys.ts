import type { ColumnType } from '../../contract'
import type { Cell } from './table'
import { UniqueSet } from './unique-set'

export interface KeyColumn {
  name: string
  type: ColumnType
  /** Made by the tool that wrote the file: a row number without a name. */
  unnamed: boolean
}

export interface FoundKey {
  value: string[]
  certainty: number
}

const idName = /(^|[_\s])(id|no|code|cd|ticker|symbol|key|name)$|Id$|ID$|코드|번호|순번/i
const isTime = (type: ColumnType): boolean => type === 'date' || type === 'datetime' || type === 'timestamp'
const mayBeKey = (type: ColumnType): boolean => type === 'text' || type === 'integer' || isTime(type)
const MAX_ROWS = 4_000_000
/** Among so few rows almost every column is unique by chance. */
const FEW_ROWS = 20

/** The columns whose values are there and differ in every sampled row: one alone, else a date with another. */
export function findKey(columns: readonly KeyColumn[], rows: Iterable<readonly Cell[]>, whole: boolean): FoundKey {
  let candidates = candidatesOf(columns).map((positions) => ({ positions, seen: new UniqueSet() }))
  let count = 0
  for (const row of rows) {
    candidates = candidates.filter(({ positions, seen }) => isNew(row, positions, seen))
    count += 1
    if (candidates.length === 0 || count >= MAX_ROWS) break
  }
  const [best] = candidates.sort((a, b) => rank(columns, b.positions) - rank(columns, a.positions))
  if (best === undefined || count === 0) return { value: [], certainty: 0.7 }
  const named = best.positions.every(
    (position) => isTime(columns[position]?.type ?? 'text') || idName.test(columns[position]?.name ?? '')
  )
  if (count < FEW_ROWS && !named) return { value: [], certainty: 0.3 }
  const certainty = (named ? 0.95 : 0.7) * (count < FEW_ROWS ? 0.5 : whole ? 1 : 0.9)
  return { value: best.positions.map((position) => columns[position]?.name ?? ''), certainty }
}

function isNew(row: readonly Cell[], positions: readonly number[], seen: UniqueSet): boolean {
  let text = ''
  for (const position of positions) {
    const cell = row[position]?.text ?? ''
    if (cell === '') return false
    text += `${cell.length}:${cell}`
  }
  return seen.add(text)
}

/** Single columns from left to right, then pairs with each time column; of wide tables only the first columns. */
function candidatesOf(columns: readonly KeyColumn[]): number[][] {
  const able = columns.flatMap(({ type }, position) => (mayBeKey(type) ? [position] : [])).slice(0, 40)
  const times = able.filter((position) => isTime(columns[position]?.type ?? 'text'))
  const pairs = times.flatMap((time) =>
    able.filter((other) => other !== time).map((other) => [time, other].sort((a, b) => a - b))
  )
  return [...able.map((position) => [position]), ...pairs.slice(0, 60)]
}

/** Fewer columns before more; names of keys before others; a time alone or a row number last; left before right. */
function rank(columns: readonly KeyColumn[], positions: readonly number[]): number {
  return positions.reduce((sum, position) => {
    const column = columns[position]
    const named = idName.test(column?.name ?? '') ? 20 : 0
    const measure = column?.type === 'integer' && named === 0 ? -15 : 0
    return sum + named + measure + (column?.unnamed === true ? -30 : 0) - position / 100
  }, -25 * positions.length)
}
