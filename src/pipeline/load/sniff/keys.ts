import type { ColumnType } from '../../contract'
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
const MAX_COLUMNS = 40
const MAX_PAIRS = 60
/** Among so few rows almost every column is unique by chance. */
const FEW_ROWS = 20

/** Finds the columns whose values are there and differ in every row that it is shown: one alone, else a time with another. */
export class KeyHunt {
  #candidates: { positions: number[]; seen: UniqueSet }[]
  #rows = 0

  constructor(readonly columns: readonly KeyColumn[]) {
    this.#candidates = candidatesOf(columns).map((positions) => ({ positions, seen: new UniqueSet() }))
  }

  see(texts: readonly string[]): void {
    this.#rows += 1
    if (this.#candidates.length === 0) return
    let lost = false
    for (const candidate of this.#candidates) {
      if (isNew(texts, candidate)) continue
      candidate.positions = []
      lost = true
    }
    if (lost) this.#candidates = this.#candidates.filter(({ positions }) => positions.length > 0)
  }

  /** `whole`: every row of the source was shown. */
  best(whole: boolean): FoundKey {
    const [best] = this.#candidates.sort((a, b) => rank(this.columns, b.positions) - rank(this.columns, a.positions))
    if (best === undefined || this.#rows === 0) return { value: [], certainty: 0.7 }
    const chosen = best.positions.flatMap((position) => this.columns[position] ?? [])
    const named = chosen.every(({ name, type }) => isTime(type) || idName.test(name))
    if (this.#rows < FEW_ROWS && !named) return { value: [], certainty: 0.3 }
    const certainty = (named ? 0.95 : 0.7) * (this.#rows < FEW_ROWS ? 0.5 : whole ? 1 : 0.9)
    return { value: chosen.map(({ name }) => name), certainty }
  }
}

const isNew = (texts: readonly string[], { positions, seen }: { positions: number[]; seen: UniqueSet }): boolean =>
  positions.every((position) => texts[position] !== '') && seen.add(texts, positions)

/** Single columns from left to right, then pairs with each time column; of wide tables only the first columns. */
function candidatesOf(columns: readonly KeyColumn[]): number[][] {
  const able = columns.flatMap(({ type }, position) => (mayBeKey(type) ? [position] : [])).slice(0, MAX_COLUMNS)
  const times = able.filter((position) => isTime(columns[position]?.type ?? 'text'))
  const pairs = times.flatMap((time) =>
    able.filter((other) => other !== time).map((other) => [time, other].sort((a, b) => a - b))
  )
  return [...able.map((position) => [position]), ...pairs.slice(0, MAX_PAIRS)]
}

/** Fewer columns before more; names of keys before others; a measure or a row number last; left before right. */
function rank(columns: readonly KeyColumn[], positions: readonly number[]): number {
  return positions.reduce((sum, position) => {
    const column = columns[position]
    const named = idName.test(column?.name ?? '') ? 20 : 0
    const measure = column?.type === 'integer' && named === 0 ? -15 : 0
    return sum + named + measure + (column?.unnamed === true ? -30 : 0) - position / 100
  }, -25 * positions.length)
}
