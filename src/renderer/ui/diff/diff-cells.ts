import type { PartitionDiff } from '../../../pipeline/contract'

type Sample = PartitionDiff['samples'][number]

/** A cell of a changed row: what it was and what it is; equal where the column did not change. */
export interface DiffCell {
  column: string
  before: string | null
  after: string | null
  changed: boolean
}

const text = (value: string | number | boolean | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

/** The columns of a sample beside its key: for a changed row those that changed, otherwise all. */
export function diffCells(sample: Sample, key: readonly string[]): DiffCell[] {
  const names = [...new Set([...Object.keys(sample.before ?? {}), ...Object.keys(sample.after ?? {})])]
  const cells = names
    .filter((column) => !key.includes(column))
    .map((column): DiffCell => {
      const [before, after] = [text(sample.before?.[column]), text(sample.after?.[column])]
      return { column, before, after, changed: before !== after }
    })
  return sample.kind === 'changed' ? cells.filter(({ changed }) => changed) : cells
}

/** The key as one line, `000020 · 2021-11-05`; the whole row's first values where there is no key. */
export function keyText(sample: Sample): string {
  const values = Object.values(sample.key)
  return values.map((value) => text(value) ?? 'null').join(' · ')
}
