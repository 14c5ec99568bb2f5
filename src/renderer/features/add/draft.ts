import type { ColumnSource, ColumnSpec, DatasetSpec, Recognition, RecogniseOverrides } from '../../../pipeline/contract'

/** What the user decided by hand; it outlives every new reading of the source. */
export interface Decisions {
  shape: Partial<Pick<DatasetSpec, (typeof shapeFields)[number]>>
  /** New column names, by where the column comes from. */
  renames: Readonly<Record<string, string>>
}
export const noDecisions: Decisions = { shape: {}, renames: {} }

export const shapeFields = [
  'name',
  'title',
  'primaryKey',
  'latestBy',
  'partition',
  'mode',
  'sort',
  'zone',
  'badCell',
  'maxBadShare'
] as const

/** A column's place in the source as one text, stable over new readings. */
export const sourceKey = (source: ColumnSource): string => JSON.stringify(source)

/** The recognised draft with the user's decisions on top; decisions about columns that are gone fall away. */
export function applyDecisions(recognised: DatasetSpec, { shape, renames }: Decisions): DatasetSpec {
  const renamed = Object.entries(renames).reduce<DatasetSpec>((spec, [key, name]) => {
    const column = spec.columns.find(({ source }) => sourceKey(source) === key)
    return column === undefined ? spec : renameColumn(spec, column.name, name)
  }, recognised)
  const { primaryKey, sort, partition, latestBy, ...rest } = shape
  const known = new Set(renamed.columns.map(({ name }) => name))
  const allKnown = (names: readonly string[] | undefined): names is string[] => names?.every((name) => known.has(name)) === true
  return {
    ...renamed,
    ...rest,
    ...(allKnown(primaryKey) ? { primaryKey } : {}),
    ...(allKnown(sort) ? { sort } : {}),
    ...(latestBy !== undefined && known.has(latestBy) ? { latestBy } : {}),
    ...partitionOf(shape, partition === undefined || allKnown(partition.columns))
  }
}

const partitionOf = (shape: Decisions['shape'], known: boolean): Pick<DatasetSpec, 'partition'> =>
  'partition' in shape && known ? { partition: shape.partition } : {}

/** Renames a column everywhere that the dataset speaks of it. */
export function renameColumn(spec: DatasetSpec, from: string, to: string): DatasetSpec {
  const swap = (name: string): string => (name === from ? to : name)
  return {
    ...spec,
    columns: spec.columns.map((column) => ({ ...column, name: swap(column.name) })),
    primaryKey: spec.primaryKey.map(swap),
    sort: spec.sort.map(swap),
    ...(spec.latestBy === undefined ? {} : { latestBy: swap(spec.latestBy) }),
    ...(spec.partition === undefined ? {} : { partition: { ...spec.partition, columns: spec.partition.columns.map(swap) } })
  }
}

/** Why a new column name cannot be taken; undefined where it can. */
export function renameProblem(columns: readonly ColumnSpec[], from: string, to: string): 'empty' | 'taken' | undefined {
  if (to.trim() === '') return 'empty'
  const folded = to.normalize('NFC').toLowerCase()
  return columns.some(({ name }) => name !== from && name.normalize('NFC').toLowerCase() === folded) ? 'taken' : undefined
}

/** Corrections of the source's reading, one set over the other; `undefined` takes a correction back. */
export function withOverride(overrides: RecogniseOverrides, patch: Partial<RecogniseOverrides>): RecogniseOverrides {
  const merged = { ...overrides, ...patch }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined))
}

/** Types chosen by hand, by the source's own column names, since that is what the engine knows them by. */
export function withType(
  recognition: Recognition,
  overrides: RecogniseOverrides,
  source: ColumnSource,
  type: string
): RecogniseOverrides {
  const column = recognition.columns.find((candidate) => sourceKey(candidate.source) === sourceKey(source))
  if (column === undefined) return overrides
  return withOverride(overrides, { types: { ...overrides.types, [column.name]: type } })
}
