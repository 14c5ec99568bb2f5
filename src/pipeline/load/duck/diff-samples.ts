import { z } from 'zod'
import type { PartitionDiff } from '../../contract'
import { jsonCell, type Comparison } from './diff-columns'
import type { Row } from './row'
import type { Session } from './session'

type Sample = PartitionDiff['samples'][number]
type Cells = NonNullable<Sample['before']>

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** Examples of changed, added and removed rows in turn, each kind in key order. */
export async function keyedSamples(session: Session, comparison: Comparison, changed: string, size: number): Promise<Sample[]> {
  const of = async (kind: Sample['kind'], where: string): Promise<Sample[]> => {
    const side = kind === 'removed' ? 'b' : 'a'
    const order = comparison.key.map((column) => side + column.slice(1)).join(', ')
    const rows = await session.rows(
      `SELECT ${cellsOf(comparison, 'b')}, ${cellsOf(comparison, 'a')} FROM pairs WHERE ${where} ORDER BY ${order} LIMIT ${size}`
    )
    return rows.map((row) =>
      sampleOf(
        comparison,
        kind,
        kind === 'added' ? null : values(row, comparison, 'b'),
        kind === 'removed' ? null : values(row, comparison, 'a')
      )
    )
  }
  return inTurn([await of('changed', changed), await of('added', 'added'), await of('removed', 'removed')], size)
}

/** Examples of added and removed rows in turn. */
export async function rowSamples(session: Session, comparison: Comparison, size: number): Promise<Sample[]> {
  const of = async (kind: 'added' | 'removed'): Promise<Sample[]> => {
    const rows = await session.rows(`SELECT ${cellsOf(comparison, 'c')} FROM ${kind} ORDER BY ALL LIMIT ${size}`)
    return rows.map((row) => {
      const found = values(row, comparison, 'c')
      return sampleOf({ ...comparison, key: [] }, kind, kind === 'added' ? null : found, kind === 'removed' ? null : found)
    })
  }
  return inTurn([await of('added'), await of('removed')], size)
}

/** Cells named j + side + index, as JSON text. */
const cellsOf = ({ columns }: Comparison, side: string): string =>
  columns.map(({ kind }, index) => `CAST(${jsonCell(`${side}${index}`, kind)} AS VARCHAR) AS j${side}${index}`).join(', ')

function values(row: Row, { columns }: Comparison, side: string): Cells {
  return Object.fromEntries(
    columns.map(({ name }, index) => {
      const text = row[`j${side}${index}`]
      return [name, typeof text === 'string' ? cell.parse(JSON.parse(text)) : null]
    })
  )
}

function sampleOf({ columns, key }: Comparison, kind: Sample['kind'], before: Cells | null, after: Cells | null): Sample {
  const row = after ?? before ?? {}
  const names = key.map((column) => columns[Number(column.slice(1))]?.name ?? '')
  return { kind, key: Object.fromEntries(names.map((name) => [name, row[name] ?? null])), before, after }
}

function inTurn(lists: readonly Sample[][], size: number): Sample[] {
  const longest = Math.max(...lists.map(({ length }) => length))
  const turns = Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1)))
  return turns.flat().slice(0, size)
}
